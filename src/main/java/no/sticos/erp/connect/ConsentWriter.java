package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Tokens;

/** Stores a consent: the client, its grant, its place in a queue and the audit line, in the caller's transaction. */
final class ConsentWriter {
    private final Connecting.Rooms rooms;
    private final TokenCipher cipher;
    private final Set<String> scopes;

    /**
     * A consent in hand, not yet stored.
     *
     * @param giver who gave it
     * @param target what for
     * @param tokens what was given
     * @param company whose books they open
     */
    record Given(Giver giver, Flow.Target target, Tokens tokens, ConnectedCompany company) {}

    /** {@code scopes} are what is asked for. */
    ConsentWriter(Connecting.Rooms rooms, TokenCipher cipher, Set<String> scopes) {
        this.rooms = rooms;
        this.cipher = cipher;
        this.scopes = Set.copyOf(scopes);
    }

    Single<ConnectOutcome> write(Tx tx, Given consent) {
        var giver = consent.giver();
        return rooms.clients()
                .connect(tx, consent.company(), giver.responsible())
                .flatMap(described ->
                        rooms.leaving().refuse(tx, described.client()).toSingleDefault(described))
                .flatMap(described -> GrantTable.put(
                                tx, described.client(), sealed(described.client(), consent.tokens()), giver)
                        .andThen(settled(tx, consent, described.client()))
                        .andThen(AuditTrail.write(tx, told(consent, described)))
                        .toSingleDefault(outcome(described, missing(consent.tokens()))));
    }

    /** Whom {@link #write} stored. */
    static Client clientOf(ConnectOutcome outcome) {
        if (outcome instanceof ConnectOutcome.Added added) {
            return added.client();
        }
        return outcome instanceof ConnectOutcome.Blocked blocked
                ? blocked.client()
                : ((ConnectOutcome.Renewed) outcome).client();
    }

    private static Completable settled(Tx tx, Given consent, Client client) {
        var queued = consent.target().queued();
        return queued == null ? Completable.complete() : QueueTable.settle(tx, queued, client);
    }

    private GrantTable.Sealed sealed(Client client, Tokens tokens) {
        var pair = new TokenPair(tokens.access(), Objects.requireNonNull(tokens.refresh()));
        return new GrantTable.Sealed(cipher.seal(client.tenant(), client.id(), pair), tokens.life(), tokens.scopes());
    }

    private static AuditLine told(Given consent, Clients.Described described) {
        var action = described.added() ? AuditAction.CLIENT_CONNECTED : AuditAction.GRANT_RENEWED;
        return AuditLine.done(consent.target().tenant(), consent.giver().person(), action)
                .about(described.client());
    }

    private static ConnectOutcome outcome(Clients.Described described, Set<String> missing) {
        var client = described.client();
        if (described.obstacle().isPresent()) {
            var obstacle = described.obstacle().get();
            return new ConnectOutcome.Blocked(client, obstacle.reason(), obstacle.args());
        }
        return described.added()
                ? new ConnectOutcome.Added(client, missing)
                : new ConnectOutcome.Renewed(client, missing);
    }

    private Set<String> missing(Tokens tokens) {
        if (tokens.scopes().isEmpty()) {
            return Set.of();
        }
        var missing = new TreeSet<>(scopes);
        missing.removeAll(tokens.scopes());
        return missing;
    }
}
