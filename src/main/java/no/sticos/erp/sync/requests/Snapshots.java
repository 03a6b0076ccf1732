package no.sticos.erp.sync.requests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.Change;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.ChangeSource;
import no.sticos.erp.events.Span;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a client's books, page by page, as one generation has it.
 *
 * <p>A page is one range of the version key, so that the last page costs what the first did. The first answer names
 * the generation; the pages after it are asked for with that number, whatever is published meanwhile.
 */
final class Snapshots {
    static final int LEAST_BYTES = 1024;
    static final int MOST_BYTES = 1 << 20;
    static final int USUAL_BYTES = 256 << 10;

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern PLACE = Pattern.compile("opened/[0-9]{1,9}/[0-9]{1,9}");

    private final AskedClients clients;
    private final ChangeSource source;

    Snapshots(AskedClients clients, ChangeSource source) {
        this.clients = clients;
        this.source = source;
    }

    /** The page that is asked for. Whether its generation is kept is looked at before and after it is read. */
    Single<String> page(Subscriber subscriber, Question question) {
        var client = question.client();
        var entity = entity(subscriber, question.text("entity", 60));
        var after = after(entity, question);
        int bytes = question.has("bytes") ? (int) question.whole("bytes", LEAST_BYTES, MOST_BYTES) : USUAL_BYTES;
        var generation = generation(question, after);
        return clients.readable(client, generation).flatMap(asked -> source.changes(
                        span(asked, client, entity), after, bytes)
                .map(page -> text(asked.generation(), entity, page))
                .flatMap(text -> clients.readable(client, asked.generation()).map(still -> text)));
    }

    private static Span span(AskedClients.Asked asked, ClientId client, String entity) {
        return new Span(asked.tenant(), client, 0, asked.generation(), Set.of(entity));
    }

    private static String entity(Subscriber subscriber, String id) {
        if (Arrays.stream(Resource.values()).map(Resource::id).noneMatch(id::equals)) {
            throw new Refusal(Refusal.UNKNOWN, "no such entity");
        }
        if (!subscriber.entities().isEmpty() && !subscriber.entities().contains(id)) {
            throw new Refusal(Refusal.UNKNOWN, "the product does not subscribe to this entity");
        }
        return id;
    }

    private static ChangePage.@Nullable Cursor after(String entity, Question question) {
        if (!question.has("after")) {
            return null;
        }
        var place = question.text("after", 40);
        if (!PLACE.matcher(place).matches()) {
            throw Question.bad("after is the next of an earlier answer");
        }
        return new ChangePage.Cursor(entity, place);
    }

    private static @Nullable Integer generation(Question question, ChangePage.@Nullable Cursor after) {
        if (question.has("generation")) {
            return (int) question.whole("generation", 1, Integer.MAX_VALUE);
        }
        if (after != null) {
            throw Question.bad("generation is missing: the one that the first page named");
        }
        return null;
    }

    private static String text(int generation, String entity, ChangePage page) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("generation", generation);
            json.writeStringField("entity", entity);
            json.writeArrayFieldStart("documents");
            for (var change : page.changes()) {
                document(json, change);
            }
            json.writeEndArray();
            var next = page.next();
            json.writeStringField("next", next == null ? null : next.position());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Written as it stands: an object model would make doubles of its numbers. */
    private static void document(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", change.key());
        json.writeFieldName("document");
        json.writeRawValue(change.document());
        json.writeEndObject();
    }
}
