package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ManyClients;
import no.sticos.erp.sync.ManyClients.Deed;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import org.jspecify.annotations.Nullable;

/** What is done to many clients, and what removes. */
final class FirmDoing {
    private final Rooms rooms;
    private final Messages messages;

    FirmDoing(Shell shell) {
        this.rooms = shell.rooms();
        this.messages = shell.messages();
    }

    Map<String, Handling> all() {
        return Map.ofEntries(
                Map.entry("setFirmSchedule", this::setSchedule),
                Map.entry("dropFirmSchedule", this::dropSchedule),
                Map.entry("startBulk", this::start),
                Map.entry("pauseBulk", call -> change(call, rooms.bulks()::pause)),
                Map.entry("resumeBulk", call -> change(call, rooms.bulks()::resume)),
                Map.entry("stopBulk", call -> change(call, rooms.bulks()::stop)),
                Map.entry("actOnMany", this::act),
                Map.entry("removeMany", this::removeMany),
                Map.entry("removeClient", call -> remove(call, false)),
                Map.entry("removeFigures", call -> remove(call, true)),
                Map.entry("removeIntegration", this::removeIntegration),
                Map.entry("undoRemoval", this::undo));
    }

    private Single<ApiAnswer> setSchedule(Call call) {
        return schedule(call, ClientDoing.schedule(call.body()));
    }

    private Single<ApiAnswer> dropSchedule(Call call) {
        return schedule(call, null);
    }

    private Single<ApiAnswer> schedule(Call call, @Nullable Schedule wanted) {
        return rooms.schedules()
                .choose(call.firm(), wanted, call.person())
                .andThen(rooms.schedules().of(call.firm()))
                .map(ClientWire::schedule)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> start(Call call) {
        return rooms.bulks()
                .start(call.firm(), call.person())
                .map(FirmReading::bulk)
                .map(ApiAnswer::ok);
    }

    /** Only the newest round can still be changed; any other is not to be found. */
    private Single<ApiAnswer> change(Call call, Change change) {
        long bulk = Paths.bulk(call.ctx());
        var newest = rooms.bulks()
                .newest(call.firm())
                .filter(found -> found.id() == bulk)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)));
        return newest.ignoreElement()
                .andThen(change.of(call.firm(), bulk, call.person()))
                .andThen(newest)
                .map(FirmReading::bulk)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> act(Call call) {
        return many(
                call,
                switch (call.body().getString("action")) {
                    case "activate" -> Deed.ACTIVATE;
                    case "send" -> Deed.SEND;
                    default -> Deed.DEACTIVATE;
                });
    }

    private Single<ApiAnswer> removeMany(Call call) {
        boolean onlyFigures = call.body().getString("what").equals("figures");
        return many(call, onlyFigures ? Deed.REMOVE_FIGURES : Deed.REMOVE);
    }

    private Single<ApiAnswer> many(Call call, Deed deed) {
        var form = UUID.fromString(call.body().getString("form"));
        var clients = call.body().getJsonArray("clients").stream()
                .map(id -> new ClientId(((Number) id).longValue()))
                .toList();
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .flatMap(system -> many(new ManyClients.Word(form, system, deed, call.person()), clients))
                .map(outcomes -> ApiAnswer.ok(Wire.items(outcomes, this::outcome)));
    }

    private Single<List<ManyClients.Outcome>> many(ManyClients.Word word, List<ClientId> clients) {
        return rooms.many().act(word, clients, 0);
    }

    private JsonObject outcome(ManyClients.Outcome outcome) {
        var fault = outcome.fault();
        return new JsonObject()
                .put("client", outcome.client().value())
                .put("done", outcome.isDone())
                .put("joined", outcome.joined())
                .put("cause", fault == null ? null : Wire.cause(Reason.of(fault), messages));
    }

    private Single<ApiAnswer> remove(Call call, boolean onlyFigures) {
        return rooms.clients()
                .find(call.firm(), call.client())
                .flatMap(client -> rooms.integrations()
                        .find(call.firm(), client.integration())
                        .flatMap(system -> rooms.removals().ask(client, system, onlyFigures, call.person())))
                .map(FirmDoing::asked);
    }

    /** Who says how many clients it has knows what goes: what typing the name is to a person. */
    private Single<ApiAnswer> removeIntegration(Call call) {
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .flatMap(system -> Long.valueOf(clients(system)).equals(call.number("clients"))
                        ? rooms.removals().ask(system, call.person())
                        : Single.error(Operation.wrong("clients")))
                .map(FirmDoing::asked);
    }

    private static long clients(Integration system) {
        return (long) system.activeClients() + system.inactiveClients();
    }

    private static ApiAnswer asked(long removal) {
        return ApiAnswer.accepted(new JsonObject().put("removal", removal));
    }

    private Single<ApiAnswer> undo(Call call) {
        return rooms.removals()
                .undo(call.firm(), Paths.removal(call.ctx()), call.person())
                .andThen(Single.defer(() -> FirmReading.receipt(rooms, call)));
    }

    /** What is done to a round; safe to repeat. */
    private interface Change {
        Completable of(TenantId firm, long bulk, Person person);
    }
}
