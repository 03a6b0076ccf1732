package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import org.jspecify.annotations.Nullable;

/** What is done to one client. */
final class ClientDoing {
    private final Rooms rooms;
    private final ClientWire wire;

    ClientDoing(Shell shell) {
        this.rooms = shell.rooms();
        this.wire = new ClientWire(shell.messages());
    }

    Map<String, Handling> all() {
        return Map.ofEntries(
                Map.entry("activate", this::activate),
                Map.entry("deactivate", this::deactivate),
                Map.entry("send", this::send),
                Map.entry("reread", this::reread),
                Map.entry("recheck", this::recheck),
                Map.entry("entrust", this::entrust),
                Map.entry("setClientSchedule", this::setSchedule),
                Map.entry("dropClientSchedule", this::dropSchedule),
                Map.entry("noteGap", this::noteGap),
                Map.entry("acceptVanished", this::accept),
                Map.entry("resumeDelivery", this::resume));
    }

    private Single<ApiAnswer> activate(Call call) {
        return asItIs(call, rooms.switching().activate(call.firm(), call.client(), call.person()));
    }

    private Single<ApiAnswer> deactivate(Call call) {
        return asItIs(call, rooms.switching().deactivate(call.firm(), call.client(), call.person()));
    }

    private Single<ApiAnswer> recheck(Call call) {
        return asItIs(call, rooms.rechecking().recheck(call.firm(), call.client(), call.person()));
    }

    private Single<ApiAnswer> entrust(Call call) {
        var person = call.body().getString("person");
        return asItIs(call, rooms.people().entrust(call.firm(), call.client(), person, call.person()));
    }

    /** The client after {@code work}. */
    private Single<ApiAnswer> asItIs(Call call, Single<?> work) {
        return work.flatMap(done -> rooms.overview().find(call.firm(), call.client()))
                .map(wire::client)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> send(Call call) {
        return rooms.switching().send(call.firm(), call.client(), call.person()).map(ClientDoing::fetch);
    }

    private Single<ApiAnswer> reread(Call call) {
        return rooms.switching()
                .reread(call.firm(), call.client(), call.person())
                .map(ClientDoing::fetch);
    }

    private static ApiAnswer fetch(boolean made) {
        return ApiAnswer.accepted(new JsonObject().put("started", made));
    }

    private Single<ApiAnswer> setSchedule(Call call) {
        return schedule(call, schedule(call.body()));
    }

    private Single<ApiAnswer> dropSchedule(Call call) {
        return schedule(call, null);
    }

    private Single<ApiAnswer> schedule(Call call, @Nullable Schedule wanted) {
        return rooms.clients().find(call.firm(), call.client()).flatMap(client -> rooms.schedules()
                .choose(client, wanted, call.person())
                .andThen(ClientReading.schedule(rooms, client)));
    }

    /** What was sent, in which every value is right by itself, and so is the whole. */
    static Schedule schedule(JsonObject body) {
        return new Schedule(
                body.getInteger("everyMinutes"),
                span(body, "day"),
                body.getBoolean("nightly"),
                span(body, "night"),
                body.getInteger("nights"));
    }

    private static Span span(JsonObject body, String name) {
        return new Span(
                LocalTime.parse(body.getString(name + "From")), LocalTime.parse(body.getString(name + "Until")));
    }

    private Single<ApiAnswer> noteGap(Call call) {
        var body = call.body();
        var gap = new NumberSeries.Place(
                LocalDate.parse(body.getString("yearStart")),
                body.getString("series"),
                body.getLong("from"),
                body.getLong("to"));
        return rooms.gapNotes()
                .add(call.firm(), call.client(), gap, body.getString("text"), call.person())
                .andThen(Single.defer(() -> BooksReading.numbers(rooms, call)));
    }

    private Single<ApiAnswer> accept(Call call) {
        return rooms.held().accept(call.firm(), call.client(), call.person()).map(ClientDoing::done);
    }

    private Single<ApiAnswer> resume(Call call) {
        var product = rooms.products().stream()
                .filter(known -> known.id().equals(call.ctx().pathParam("product")))
                .findFirst()
                .orElseThrow(() -> Fault.of(Cause.NOT_FOUND, "product"));
        return rooms.clients()
                .find(call.firm(), call.client())
                .flatMap(client -> resume(call, product))
                .map(ClientDoing::done);
    }

    private Single<Boolean> resume(Call call, Product product) {
        return rooms.subscriptions().resume(call.firm(), call.client(), product);
    }

    private static ApiAnswer done(boolean changed) {
        return ApiAnswer.ok(new JsonObject().put("changed", changed));
    }
}
