package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.clients.Client;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.ClientQuery;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;

/** What is known of clients. Another firm's is not found before anything else is asked. */
final class ClientReading {
    private static final int RUNS_DAYS = 90;

    private final Rooms rooms;
    private final ClientWire wire;

    ClientReading(Shell shell) {
        this.rooms = shell.rooms();
        this.wire = new ClientWire(shell.messages());
    }

    Map<String, Handling> all() {
        return Map.of(
                "clients", this::clients,
                "client", this::client,
                "runs", this::runs,
                "consent", this::consent,
                "deliveries", this::deliveries,
                "clientSchedule", this::schedule,
                "invitation", this::invitation,
                "clientRemovalPreview", this::removalPreview);
    }

    private Single<ApiAnswer> clients(Call call) {
        Set<ClientState> states =
                call.texts("state").stream().map(ClientState::valueOf).collect(Collectors.toUnmodifiableSet());
        var query = new ClientQuery(call.asked("q").orElse(""), states, false, false, call.limit(), 0);
        long after = Objects.requireNonNullElse(call.number("after"), 0L);
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .flatMap(found -> rooms.overview().behind(call.firm(), found.id(), query, after))
                .map(found ->
                        Wire.page(found.clients(), found.hits() > call.limit(), wire::client, client -> client.id()
                                .value()))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> client(Call call) {
        return view(call).map(wire::client).map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> runs(Call call) {
        long before = Objects.requireNonNullElse(call.number("before"), 0L);
        return view(call)
                .flatMap(view -> rooms.history().page(call.firm(), view.id(), RUNS_DAYS, before, call.limit() + 1))
                .map(runs -> Wire.page(runs, call.limit(), wire::run, RunHistory.Line::run))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> consent(Call call) {
        return view(call)
                .flatMap(view -> rooms.consents().of(call.firm(), view.id()))
                .map(consent -> ClientWire.consent(there(consent)))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> deliveries(Call call) {
        return view(call)
                .flatMap(view -> rooms.subscriptions().of(call.firm(), view.id()))
                .map(states -> Wire.items(states, ClientWire::delivery))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> schedule(Call call) {
        return rooms.clients().find(call.firm(), call.client()).flatMap(client -> schedule(rooms, client));
    }

    /** The schedule that holds for a client, and when it fetches it next. */
    static Single<ApiAnswer> schedule(Rooms rooms, Client client) {
        return rooms.schedules()
                .of(client.tenant(), client.id())
                .flatMap(schedule -> rooms.schedules()
                        .next(client.tenant(), client.id())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(next -> new JsonObject()
                                .put("schedule", ClientWire.schedule(schedule))
                                .put("nextFetch", Wire.text(next.orElse(null)))))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> invitation(Call call) {
        return rooms.clients()
                .find(call.firm(), call.client())
                .flatMapMaybe(client -> rooms.invitations().open(call.firm(), wanted(client)))
                .map(open -> new JsonObject()
                        .put("recipient", open.recipient())
                        .put("by", open.by().name())
                        .put("expires", Wire.text(open.expires())))
                .map(ApiAnswer::ok)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)));
    }

    /** A link for a client is for one that is to be signed in again. */
    static Invitation.Wanted wanted(Client client) {
        var orgnr = client.identity().orgnr();
        return new Invitation.Wanted(client.integration(), client.id(), orgnr == null ? null : orgnr.digits());
    }

    private Single<ApiAnswer> removalPreview(Call call) {
        return rooms.clients()
                .find(call.firm(), call.client())
                .flatMap(client -> rooms.removals().preview(client))
                .map(FirmReading::preview)
                .map(ApiAnswer::ok);
    }

    private Single<ClientView> view(Call call) {
        return rooms.overview().find(call.firm(), call.client());
    }

    private static <T> T there(Optional<T> found) {
        return found.orElseThrow(() -> Fault.of(Cause.NOT_FOUND));
    }
}
