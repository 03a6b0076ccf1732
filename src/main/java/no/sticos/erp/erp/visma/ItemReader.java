package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document that is kept as Visma's own fields, all of them but personal identity numbers and what its
 * {@link Content} drops.
 */
final class ItemReader implements DocumentReader {
    private final Resource resource;
    private final Content content;
    private final @Nullable String stamp;
    private final PropertyNames names;

    /** {@code stamp} is the property that tells when a document last changed; null if there is none. */
    ItemReader(Resource resource, Content content, @Nullable String stamp) {
        this.resource = resource;
        this.content = content;
        this.stamp = stamp;
        this.names = new PropertyNames(
                Stream.concat(content.names(), Stream.ofNullable(stamp)).collect(Collectors.toSet()));
    }

    @Override
    public Item read(JsonParser json, String scope) throws IOException {
        var fields = (JsonValue.Obj) JsonValue.read(json, names::spelled);
        fields.fields().keySet().removeAll(content.dropped());
        PersonalNumbers.drop(fields, content.personal());
        addScope(fields, scope);
        content.typed().forEach(field -> field.check(fields));
        var body = fields.text();
        return new Item(resource, key(fields), body, rowHash(fields, body), booksHash(fields), changedAt(fields));
    }

    private @Nullable Instant changedAt(JsonValue.Obj fields) {
        var value = stamp == null ? null : fields.get(stamp);
        return stamp == null || value == null ? null : Field.instant(stamp, value);
    }

    /** The document's identity; a company without its own is just «company». */
    private String key(JsonValue.Obj fields) {
        var key = content.key().stream()
                .flatMap(field -> Stream.ofNullable(field.plain(fields)))
                .collect(Collectors.joining("/"));
        return key.isEmpty() ? "company" : key;
    }

    private void addScope(JsonValue.Obj fields, String scope) {
        var name = content.scope();
        if (name != null && fields.get(name) == null) {
            fields.fields().put(name, new JsonValue.Text(VismaResource.subject(scope)));
        }
    }

    private long rowHash(JsonValue.Obj fields, String body) {
        if (Collections.disjoint(fields.fields().keySet(), content.passing())) {
            return new ContentHash().add(body).value();
        }
        var lasting = new TreeMap<>(fields.fields());
        lasting.keySet().removeAll(content.passing());
        return new ContentHash().add(new JsonValue.Obj(lasting).text()).value();
    }

    private long booksHash(JsonValue.Obj fields) {
        var hash = new ContentHash();
        content.books().forEach(field -> hash.add(field.plain(fields)));
        content.parts().forEach(part -> addPart(hash, part, fields.get(part.name())));
        return hash.value();
    }

    /** Checks a part's fields, and counts them if the books are made of them. */
    private static void addPart(ContentHash hash, Content.Part part, @Nullable JsonValue value) {
        for (var object : objects(part.name(), value)) {
            for (var field : part.fields()) {
                var plain = field.plain(object);
                if (part.books()) {
                    hash.add(plain);
                }
            }
        }
    }

    private static List<JsonValue.Obj> objects(String name, @Nullable JsonValue value) {
        if (value == null) {
            return List.of();
        }
        var elements = value instanceof JsonValue.Arr list ? list.elements() : List.of(value);
        return elements.stream().map(element -> object(name, element)).toList();
    }

    private static JsonValue.Obj object(String name, JsonValue element) {
        if (element instanceof JsonValue.Obj object) {
            return object;
        }
        throw Fault.of(Cause.NOT_UNDERSTOOD, "bad " + name);
    }
}
