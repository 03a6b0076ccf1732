package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.connect.Invitations;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.web.letters.Letters;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;

/**
 * The ways to a consent. A program gives none: it is told where a person begins, or has a link made for somebody.
 *
 * <p>It is not handed the address of Visma's sign-in itself. That way is bound to the browser that begins it, or else a
 * stranger who is sent such an address would bring their company into this firm, or this firm's person theirs.
 */
final class ConnectDoing {
    private final Rooms rooms;
    private final Letters letters;
    private final String home;

    ConnectDoing(Shell shell) {
        this.rooms = shell.rooms();
        this.letters =
                new Letters(shell.pages(), shell.messages(), shell.settings().publicUri());
        this.home = shell.settings().publicUri().toString().replaceAll("/$", "");
    }

    Map<String, Handling> all() {
        return Map.of(
                "createIntegration", this::create,
                "connect", this::connect,
                "reconnect", this::reconnect,
                "inviteCompany", this::inviteCompany,
                "inviteClient", this::inviteClient);
    }

    private Single<ApiAnswer> create(Call call) {
        return rooms.integrations()
                .create(call.firm(), call.body().getString("system"), call.person())
                .map(made -> FirmReading.system(made.integration()).put("existed", made.existed()))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> connect(Call call) {
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .map(found -> begins(Paths.of(found.id()) + "/connect"));
    }

    /** The client's page with the button, which a form of its own stands behind. */
    private Single<ApiAnswer> reconnect(Call call) {
        return rooms.clients()
                .find(call.firm(), call.client())
                .map(client -> begins(Paths.of(client.id()) + "/connection"));
    }

    private ApiAnswer begins(String path) {
        return ApiAnswer.ok(new JsonObject().put("url", home + path));
    }

    private Single<ApiAnswer> inviteCompany(Call call) {
        var orgnr = Orgnr.read(call.body().getString("orgnr")).orElseThrow(() -> Operation.wrong("orgnr"));
        var name = Optional.ofNullable(call.body().getString("name"));
        return rooms.integrations()
                .find(call.firm(), call.integration())
                .flatMap(found -> invite(call, new Invitation.Wanted(found.id(), null, orgnr.digits()), name));
    }

    private Single<ApiAnswer> inviteClient(Call call) {
        return rooms.clients()
                .find(call.firm(), call.client())
                .flatMap(client -> invite(call, ClientReading.wanted(client), Optional.empty()));
    }

    private Single<ApiAnswer> invite(Call call, Invitation.Wanted wanted, Optional<String> name) {
        var to = MailAddress.read(call.body().getString("email")).orElseThrow(() -> Operation.wrong("email"));
        var asking = new Invitations.Asking(call.firm(), call.person());
        return rooms.invitations()
                .invite(asking, wanted, name.orElse(null), to, letters::invitation)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(this::made)
                .map(ApiAnswer::ok);
    }

    /** A link that was sent is its receiver's alone. */
    private JsonObject made(Optional<Invitations.Made> made) {
        boolean sent = rooms.invitations().areSent();
        var url = made.filter(link -> !sent).map(link -> letters.link(link.token()));
        return new JsonObject().put("sent", sent).put("url", url.orElse(null)).put("repeated", made.isEmpty());
    }
}
