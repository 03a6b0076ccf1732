package no.sticos.erp.web.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import no.sticos.erp.connect.Consent;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.status.ClientRows;
import org.jspecify.annotations.Nullable;

/** Writes what is known of clients. */
final class ClientWire {
    private static final Set<ClientState> READING = Set.of(ClientState.RUNNING, ClientState.WAITING);

    private final Messages messages;
    private final ClientRows rows;

    ClientWire(Messages messages) {
        this.messages = messages;
        this.rows = new ClientRows(messages);
    }

    JsonObject client(ClientView client) {
        var identity = client.identity();
        return new JsonObject()
                .put("id", client.id().value())
                .put("integration", client.integration().value())
                .put("name", identity.name())
                .put("identity", new JsonObject().put("kind", identity.kind()).put("orgnr", identity.orgnr()))
                .put("state", client.state())
                .put("cause", rows.reason(client).map(this::cause).orElse(null))
                .put("active", client.active())
                .put("switchedBy", client.switchedBy())
                .put("switchedAt", Wire.text(client.switchedAt()))
                .put("connectedBy", client.connectedBy())
                .put("connectedAt", Wire.text(client.connectedAt()))
                .put("responsible", client.responsible())
                .put("apiActive", client.apiActive())
                .put("books", books(client.books()))
                .put("run", newest(client))
                .put("leaving", leaving(client));
    }

    private static @Nullable JsonObject books(ClientView.@Nullable Books books) {
        return books == null
                ? null
                : new JsonObject()
                        .put("generation", books.gen())
                        .put("publishedAt", Wire.text(books.publishedAt()))
                        .put("verifiedAt", Wire.text(books.verifiedAt()))
                        .put("verdict", books.verdict())
                        .put("deviatingAccounts", books.deviatingAccounts())
                        .put("largestDifference", Wire.amount(books.largestDifference()));
    }

    /** A removal is a run too, and told of by its receipt. */
    private static @Nullable JsonObject newest(ClientView client) {
        var run = client.run();
        if (run == null || run.leaving() != null) {
            return null;
        }
        boolean reads = READING.contains(client.state());
        return new JsonObject()
                .put("state", run.state())
                .put("startedAt", Wire.text(run.startedAt()))
                .put("waitingUntil", Wire.text(run.waitingUntil()))
                .put("notBefore", Wire.text(run.notBefore()))
                .put("percent", reads ? run.percent() : null)
                .put("queuePlace", run.queuePlace())
                .put("startsInSeconds", Wire.seconds(run.startsIn()))
                .put("leftSeconds", Wire.seconds(run.left()))
                .put("reference", run.reference())
                .put("progress", Wire.list(reads ? run.parts() : List.of(), ClientWire::part));
    }

    private static JsonObject part(ClientView.Part part) {
        return new JsonObject()
                .put("resource", part.resource())
                .put("documents", part.documents())
                .put("expected", part.expected())
                .put("complete", part.complete());
    }

    private static @Nullable JsonObject leaving(ClientView client) {
        var run = client.run();
        var leaving = run == null ? null : run.leaving();
        return leaving == null
                ? null
                : new JsonObject()
                        .put("removal", leaving.removal())
                        .put("startsAt", Wire.text(leaving.startsAt()))
                        .put("undoable", leaving.undoable());
    }

    JsonObject run(RunHistory.Line run) {
        var cause = run.cause();
        return new JsonObject()
                .put("id", run.run())
                .put("startedAt", Wire.text(run.startedAt()))
                .put("by", run.by())
                .put("millis", run.took().toMillis())
                .put("state", run.state())
                .put("verdict", run.verdict())
                .put("cause", cause == null ? null : cause(new Reason(cause, run.causeArgs())))
                .put("reference", run.reference())
                .put("generation", run.gen())
                .put("added", run.made())
                .put("changed", run.changed())
                .put("deleted", run.deleted());
    }

    static JsonObject consent(Consent consent) {
        return new JsonObject()
                .put("by", consent.by())
                .put("given", Wire.text(consent.given()))
                .put("renewed", Wire.text(consent.renewed()))
                .put("scopes", Wire.list(consent.scopes().stream().sorted().toList(), scope -> scope))
                .put("missing", Wire.list(missing(consent.scopes()), code -> code));
    }

    /** Visma's names of what was asked for and not given. */
    static List<String> missing(Set<String> given) {
        return Scopes.boxes(given).stream()
                .filter(box -> !box.granted())
                .map(Scopes.Box::code)
                .toList();
    }

    static JsonObject delivery(Subscriptions.State state) {
        return new JsonObject()
                .put("product", state.product().id())
                .put("generation", state.generation())
                .put("ackedAt", Wire.text(state.ackedAt()))
                .put("behind", state.behind())
                .put("generationsBehind", state.generationsBehind())
                .put("waitingSince", Wire.text(state.waitingSince()))
                .put("failures", state.failures())
                .put("nextTry", Wire.text(state.nextTry()))
                .put("parkedAt", Wire.text(state.parkedAt()))
                .put("pausedAt", Wire.text(state.pausedAt()));
    }

    static JsonObject schedule(Schedule schedule) {
        return new JsonObject()
                .put("everyMinutes", schedule.everyMinutes())
                .put("dayFrom", Wire.text(schedule.day().from()))
                .put("dayUntil", Wire.text(schedule.day().until()))
                .put("nightly", schedule.nightly())
                .put("nightFrom", Wire.text(schedule.night().from()))
                .put("nightUntil", Wire.text(schedule.night().until()))
                .put("nights", schedule.nights());
    }

    JsonObject cause(Reason reason) {
        return Wire.cause(reason, messages);
    }
}
