package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.web.activity.ActivityPage;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.Shell;

/** What is known of a firm as a whole. */
final class FirmReading {
    private final Rooms rooms;
    private final Messages messages;

    FirmReading(Shell shell) {
        this.rooms = shell.rooms();
        this.messages = shell.messages();
    }

    Map<String, Handling> all() {
        return Map.of(
                "key", this::key,
                "integrations", this::integrations,
                "integration", this::integration,
                "integrationRemovalPreview", this::removalPreview,
                "firmSchedule", this::schedule,
                "bulk", this::bulk,
                "logins", this::logins,
                "people", this::people,
                "removal", this::removal,
                "activity", this::activity);
    }

    private Single<ApiAnswer> key(Call call) {
        var key = call.key();
        return Single.just(ApiAnswer.ok(new JsonObject()
                .put("id", key.id())
                .put("name", key.name())
                .put("firm", key.firm())
                .put("scopes", Wire.list(key.scopes().stream().sorted().toList(), ApiScope::word))
                .put("madeBy", key.madeBy())
                .put("madeAt", Wire.text(key.madeAt()))
                .put("expires", Wire.text(key.expires()))));
    }

    private Single<ApiAnswer> integrations(Call call) {
        return Single.zip(
                rooms.integrations().list(call.firm()),
                rooms.overview().counts(call.firm()),
                (all, counts) -> ApiAnswer.ok(Wire.items(all, each -> integration(each, counts))));
    }

    private Single<ApiAnswer> integration(Call call) {
        return rooms.integrations().find(call.firm(), call.integration()).flatMap(found -> rooms.overview()
                .counts(call.firm())
                .map(counts -> ApiAnswer.ok(integration(found, counts))));
    }

    private static JsonObject integration(Integration integration, List<ClientOverview.StateCount> counts) {
        var own = counts.stream().filter(count -> isOf(integration.id(), count)).toList();
        var states = new JsonObject();
        own.forEach(count -> states.put(count.state().name(), count.clients()));
        var newest = own.stream()
                .flatMap(count -> Optional.ofNullable(count.newest()).stream())
                .max(Comparator.naturalOrder());
        return system(integration).put("states", states).put("newestPublishedAt", Wire.text(newest.orElse(null)));
    }

    /** The integration alone. */
    static JsonObject system(Integration integration) {
        return new JsonObject()
                .put("id", integration.id().value())
                .put("system", integration.system())
                .put("activeClients", integration.activeClients())
                .put("inactiveClients", integration.inactiveClients());
    }

    private static boolean isOf(IntegrationId integration, ClientOverview.StateCount count) {
        return count.integration().equals(integration);
    }

    private Single<ApiAnswer> removalPreview(Call call) {
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .flatMap(system -> rooms.removals().preview(system))
                .map(FirmReading::preview)
                .map(ApiAnswer::ok);
    }

    static JsonObject preview(Map<String, Long> tables) {
        return new JsonObject().put("rows", counts(tables));
    }

    private Single<ApiAnswer> schedule(Call call) {
        return rooms.schedules().of(call.firm()).map(ClientWire::schedule).map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> bulk(Call call) {
        var bulks = rooms.bulks();
        return bulks.newest(call.firm())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(newest -> bulks.reached(call.firm())
                        .map(reached -> ApiAnswer.ok(new JsonObject()
                                .put("reach", reached)
                                .put("leastSeconds", bulks.least(reached).toSeconds())
                                .put("newest", newest.map(FirmReading::bulk).orElse(null)))));
    }

    static JsonObject bulk(Bulk bulk) {
        var counts = bulk.counts();
        return new JsonObject()
                .put("id", bulk.id())
                .put("askedBy", bulk.askedBy())
                .put("askedAt", Wire.text(bulk.askedAt()))
                .put("open", bulk.isOpen())
                .put("paused", bulk.isPaused())
                .put("pausedBy", bulk.pausedBy())
                .put("pausedAt", Wire.text(bulk.pausedAt()))
                .put("stoppedBy", bulk.stoppedBy())
                .put("endedAt", Wire.text(bulk.endedAt()))
                .put("clients", counts.all())
                .put("fetched", counts.fetched())
                .put("failed", counts.failed())
                .put("skipped", counts.skipped())
                .put("underWay", counts.underWay())
                .put("waiting", counts.waiting())
                .put("percent", counts.percent())
                .put(
                        "leftSeconds",
                        bulk.isOpen() ? Wire.seconds(bulk.pace().timeLeft().orElse(null)) : null);
    }

    private Single<ApiAnswer> logins(Call call) {
        var logins = rooms.logins();
        return Single.zip(
                logins.waiting(call.firm(), null),
                logins.lacking(call.firm(), Scopes.codes()),
                logins.renewedToday(call.firm()),
                (waiting, lacking, renewed) -> ApiAnswer.ok(new JsonObject()
                        .put("waiting", Wire.list(waiting, this::waiting))
                        .put("lacking", Wire.list(lacking, FirmReading::lacking))
                        .put("renewedToday", Wire.list(renewed, FirmReading::renewed))));
    }

    private JsonObject waiting(Logins.Waiting waiting) {
        return whose(waiting.whose())
                .put("orgnr", waiting.whose().orgnr())
                .put("responsible", waiting.whose().responsible())
                .put("cause", Wire.cause(new Reason(waiting.cause(), List.of()), messages))
                .put("since", Wire.text(waiting.since()))
                .put("figuresFrom", Wire.text(waiting.figures()));
    }

    private static JsonObject lacking(Logins.Lacking lacking) {
        return whose(lacking.whose()).put("missing", new JsonArray(ClientWire.missing(lacking.scopes())));
    }

    private static JsonObject whose(Logins.Whose whose) {
        return new JsonObject()
                .put("client", whose.client().value())
                .put("integration", whose.integration().value())
                .put("name", whose.name());
    }

    private static JsonObject renewed(Logins.Renewed renewed) {
        return new JsonObject()
                .put("client", renewed.client().value())
                .put("name", renewed.name())
                .put("at", Wire.text(renewed.at()))
                .put("by", renewed.by());
    }

    /** Where mail reaches them is theirs. */
    private Single<ApiAnswer> people(Call call) {
        return rooms.people()
                .of(call.firm())
                .map(people -> Wire.items(people, one -> new JsonObject()
                        .put("id", one.person().subject())
                        .put("name", one.person().name())))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> removal(Call call) {
        return receipt(rooms, call);
    }

    /** The receipt that the address names, as it stands now. */
    static Single<ApiAnswer> receipt(Rooms rooms, Call call) {
        return rooms.removals()
                .receipt(call.firm(), Paths.removal(call.ctx()))
                .map(FirmReading::removal)
                .map(ApiAnswer::ok);
    }

    private static JsonObject removal(Removal removal) {
        var totals = removal.totals();
        return new JsonObject()
                .put("id", removal.id())
                .put("kind", removal.kind())
                .put("system", removal.system())
                .put("integration", removal.integration().value())
                .put("askedBy", removal.askedBy())
                .put("askedAt", Wire.text(removal.askedAt()))
                .put("startsAt", Wire.text(removal.startsAt()))
                .put("undoable", removal.undoable())
                .put("undoneBy", removal.undoneBy())
                .put("undoneAt", Wire.text(removal.undoneAt()))
                .put("endedAt", Wire.text(removal.endedAt()))
                .put("replaced", removal.replaced())
                .put("clients", totals.clients())
                .put("ended", totals.ended())
                .put("consentsRevoked", totals.consents().revoked())
                .put("consentsPending", totals.consents().pending())
                .put("consentsGivenUp", totals.consents().givenUp())
                .put("rowsLeft", totals.rowsLeft())
                .put("removed", counts(removal.removed()))
                .put("parts", Wire.list(removal.parts(), FirmReading::part));
    }

    private static JsonObject part(Removal.Part part) {
        var acks = new JsonObject();
        part.acks().forEach((product, at) -> acks.put(product, Wire.text(at)));
        return new JsonObject()
                .put("client", part.client().value())
                .put("name", part.name())
                .put("orgnr", part.orgnr())
                .put("consent", part.revoked())
                .put("consentEndedAt", Wire.text(part.revokedAt()))
                .put("rowsLeft", part.rowsLeft())
                .put("endedAt", Wire.text(part.endedAt()))
                .put("acknowledged", acks);
    }

    private Single<ApiAnswer> activity(Call call) {
        var asked = call.asked("action");
        var action = asked.flatMap(FirmReading::action);
        if (asked.isPresent() && action.isEmpty()) {
            throw Operation.wrong("action");
        }
        var question = new AuditLog.Question(
                call.asked("q").orElse("").strip(),
                action.orElse(null),
                call.asked("person").orElse(null),
                call.time("from"),
                call.time("until"));
        return rooms.auditLog()
                .list(call.firm(), question, call.number("before"), call.limit() + 1)
                .map(lines -> Wire.page(lines, call.limit(), this::line, AuditLog.Entry::line))
                .map(ApiAnswer::ok);
    }

    private static Optional<AuditAction> action(String word) {
        return Arrays.stream(AuditAction.values())
                .filter(action -> action.id().equals(word))
                .findFirst();
    }

    private JsonObject line(AuditLog.Entry entry) {
        var client = entry.client();
        return new JsonObject()
                .put("id", entry.line())
                .put("at", Wire.text(entry.at()))
                .put("who", entry.who())
                .put("action", entry.action().id())
                .put("event", ActivityPage.event(entry, messages))
                .put("client", client == null ? null : client.value())
                .put("clientName", entry.clientName())
                .put("outcome", entry.outcome())
                .put("result", ActivityPage.result(entry, messages))
                .put("reference", entry.reference());
    }

    private static JsonObject counts(Map<String, Long> numbers) {
        var counts = new JsonObject();
        numbers.forEach(counts::put);
        return counts;
    }
}
