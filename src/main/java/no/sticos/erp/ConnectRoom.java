package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.Chore;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.Invitations;
import no.sticos.erp.connect.Inviting;
import no.sticos.erp.connect.KeepAlive;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.connect.SignInFlows;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.connect.TokenKeeper;
import no.sticos.erp.connect.TokenSettings;
import no.sticos.erp.erp.visma.VismaSignIn;
import no.sticos.erp.events.ClientEvents;
import no.sticos.erp.sync.Removals;

/** Who is signed in, which companies the firms have let us into, and the tokens that open them. */
final class ConnectRoom {
    private static final Set<String> SCOPES =
            Set.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");
    private static final Duration LAST_REFRESHES = Duration.ofSeconds(20);

    final Clients clients;
    final Integrations integrations;
    final Sessions sessions;
    final Invitations invitations;
    final ApiKeys apiKeys;
    final TokenKeeper tokens;
    private final Ground ground;
    private final VismaSignIn visma;
    private final TokenCipher cipher;
    private final IdentityReader identities;
    private final SignInFlows flows;

    ConnectRoom(Ground ground, ClientEvents news, MailRoom mail) {
        var database = ground.database();
        this.ground = ground;
        this.visma = new VismaSignIn(ground.vertx(), ground.settings().visma());
        this.cipher = new TokenCipher(ground.settings().keyset());
        this.identities = new IdentityReader(ground.settings().secret("identity.key"));
        this.clients = new Clients(database, news);
        this.integrations = new Integrations(database);
        this.flows = new SignInFlows(database);
        this.invitations = new Invitations(database, mail.outbox);
        this.apiKeys = new ApiKeys(database);
        this.sessions = new Sessions(database, SessionSettings.DEFAULT);
        this.tokens =
                new TokenKeeper(database, visma, cipher, TokenSettings.DEFAULT, ground.timer(), ground.watch(), news);
    }

    /** The way to Visma's sign-in and back. */
    Connecting connecting() {
        return new Connecting(tables(), visma, cipher, identities, SCOPES, ground.timer());
    }

    /** The same way for somebody outside the firm who has a link. */
    Inviting inviting() {
        return new Inviting(tables(), visma, cipher, identities, SCOPES, ground.timer());
    }

    private Connecting.Rooms tables() {
        return new Connecting.Rooms(
                ground.database(),
                flows,
                integrations,
                clients,
                (tx, client) -> Removals.refuseWhile(tx, client, false));
    }

    Rechecking rechecking() {
        return new Rechecking(clients, tokens, visma, identities);
    }

    Revoking revoking() {
        return new Revoking(ground.database(), visma, cipher, ground.timer());
    }

    /** What is over is removed, and consents that nobody uses are kept alive. */
    List<Chore> chores() {
        var keepAlive =
                new KeepAlive(ground.database(), tokens, ground.settings().keepAlive(), ground.timer());
        return List.of(
                new Chore("ended sessions", sessions.removeEnded()),
                new Chore("ended sign-ins", flows.removeEnded()),
                new Chore("links that are over", invitations.removeEnded()),
                new Chore("keys that ended long ago", apiKeys.removeEnded()),
                new Chore("consents that waited", connecting().revokeHeld()),
                new Chore("unused consents", keepAlive.batch()));
    }

    /** Completes when no refresh is under way: a token that was renewed and not stored ends its consent. */
    Completable settled() {
        return tokens.settled().timeout(LAST_REFRESHES.toSeconds(), TimeUnit.SECONDS, ground.timer());
    }
}
