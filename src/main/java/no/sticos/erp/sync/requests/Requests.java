package no.sticos.erp.sync.requests;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import no.sticos.erp.db.Database;
import no.sticos.erp.events.ChangeSource;
import no.sticos.erp.events.OutboxLag;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.LockedPeriods;
import no.sticos.erp.sync.ProductFetches;
import org.jspecify.annotations.Nullable;

/** Answers a product's questions. Answers are texts of JSON; errors are refusals, or faults of the rooms below. */
public final class Requests {
    private static final int MOST_NAME = 100;

    private final AskedClients clients;
    private final Snapshots snapshots;
    private final Subscriptions subscriptions;
    private final OutboxLag lag;
    private final LockedPeriods locks;
    private final ProductFetches fetches;

    /** Reads books from {@code source}, and the rest from {@code database}. */
    public Requests(Database database, ChangeSource source, Subscriptions subscriptions, ProductFetches fetches) {
        this.clients = new AskedClients(database);
        this.snapshots = new Snapshots(clients, source);
        this.subscriptions = subscriptions;
        this.lag = new OutboxLag(database);
        this.locks = new LockedPeriods(database);
        this.fetches = fetches;
    }

    /** The answer to a body that came to the product's address. */
    Single<String> answer(Subscriber subscriber, @Nullable Object body) {
        return Single.defer(() -> {
            var question = Question.read(subscriber.product(), body);
            return switch (question.request()) {
                case "position" -> position(question).map(JsonObject::encode);
                case "snapshot" -> snapshots.page(subscriber, question);
                case "lock" -> lock(question).map(JsonObject::encode);
                case "fetch" -> fetch(question).map(JsonObject::encode);
                case "pause" -> pause(question).map(JsonObject::encode);
                case "resume" -> resume(question).map(JsonObject::encode);
                case "replay" -> replay(question).map(JsonObject::encode);
                default -> Single.error(new Refusal(Refusal.UNKNOWN, "no such request"));
            };
        });
    }

    private Single<JsonObject> position(Question question) {
        return question.has("clientId") ? positionOfClient(question) : positionOfAll(question);
    }

    private Single<JsonObject> positionOfClient(Question question) {
        var client = question.client();
        return clients.find(client)
                .flatMap(asked -> subscriptions
                        .of(asked.tenant(), client)
                        .flattenAsFlowable(states -> states)
                        .filter(state -> state.product().equals(question.product()))
                        .map(state -> written(state).put("published", asked.current()))
                        .first(new JsonObject()
                                .put("published", asked.current())
                                .put("generation", 0)
                                .put("behind", 0)))
                .map(position -> position.put("clientId", client.value()));
    }

    private static JsonObject written(Subscriptions.State state) {
        return new JsonObject()
                .put("generation", state.generation())
                .put("behind", state.behind())
                .put("waitingSince", text(state.waitingSince()))
                .put("failures", state.failures())
                .put("failureCode", state.failureCode())
                .put("pausedAt", text(state.pausedAt()))
                .put("parkedAt", text(state.parkedAt()));
    }

    private Single<JsonObject> positionOfAll(Question question) {
        return lag.read()
                .flattenAsFlowable(lags -> lags)
                .filter(each -> each.product().equals(question.product().id()))
                .firstOrError()
                .map(own -> new JsonObject()
                        .put("waiting", own.waiting())
                        .put("parked", own.parked())
                        .put("oldestSeconds", (long) own.oldestSeconds()));
    }

    private Single<JsonObject> lock(Question question) {
        var client = question.client();
        var day = question.dayOrNull("lockedTo");
        var by = question.has("by")
                ? question.text("by", MOST_NAME)
                : question.product().id();
        return clients.find(client)
                .flatMap(asked -> locks.setProductLock(asked.tenant(), client, question.product(), day, by))
                .map(changed -> new JsonObject().put("changed", changed));
    }

    private Single<JsonObject> fetch(Question question) {
        var client = question.client();
        return clients.find(client)
                .flatMap(asked -> fetches.ask(asked.tenant(), client, question.product()))
                .map(Requests::fetched);
    }

    private static JsonObject fetched(ProductFetches.Outcome outcome) {
        if (outcome == ProductFetches.Outcome.TOO_SOON) {
            throw new Refusal(Refusal.TOO_MANY, "the client was fetched within the last minute");
        }
        return new JsonObject().put("made", outcome == ProductFetches.Outcome.ASKED);
    }

    private Single<JsonObject> pause(Question question) {
        var client = question.client();
        return changed(client, subscriptions.pause(client, question.product()));
    }

    /** Without a client: the product is back, and what waits because it was silent is sent now. */
    private Single<JsonObject> resume(Question question) {
        if (!question.has("clientId")) {
            return subscriptions.returned(question.product()).map(count -> new JsonObject().put("resumed", count));
        }
        var client = question.client();
        return changed(client, subscriptions.resume(client, question.product()));
    }

    /** A removed client still has a stream, whose last event may wait for its product. */
    private Single<JsonObject> changed(ClientId client, Single<Boolean> change) {
        return change.flatMap(changed ->
                        changed ? Single.just(true) : clients.find(client).map(asked -> false))
                .map(changed -> new JsonObject().put("changed", changed));
    }

    private Single<JsonObject> replay(Question question) {
        var client = question.client();
        int generation = (int) question.whole("generation", 0, Integer.MAX_VALUE);
        return subscriptions.replay(client, question.product(), generation).map(Requests::replayed);
    }

    private static JsonObject replayed(Subscriptions.Replay outcome) {
        return switch (outcome) {
            case DONE -> new JsonObject().put("changed", true);
            case AHEAD -> throw new Refusal(Refusal.NOT_NOW, "the client's books have not got so far");
            case NOT_KEPT -> throw new Refusal(Refusal.GONE, "the generation is not kept, or never was");
            case UNKNOWN -> throw new Refusal(Refusal.UNKNOWN, "no such client, or nothing was sent of it yet");
        };
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
