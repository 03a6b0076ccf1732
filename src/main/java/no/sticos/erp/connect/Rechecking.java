package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.kernel.ClientId;

/** «Sjekk på nytt»: asks the accounting system again who a client is, after a person put it right there. */
public final class Rechecking {
    private final Clients clients;
    private final AccessTokens tokens;
    private final SignIn signIn;
    private final IdentityReader identities;

    /** Asks at {@code signIn} with the client's own consent. */
    public Rechecking(Clients clients, AccessTokens tokens, SignIn signIn, IdentityReader identities) {
        this.clients = clients;
        this.tokens = tokens;
        this.signIn = signIn;
        this.identities = identities;
    }

    /**
     * Stores the client's name and number as they are now.
     *
     * @return the client, and what still keeps it from being chosen. Fails with {@code NOT_FOUND} before
     *     anything is asked for another firm's client, and like {@link SignIn#company}
     */
    public Single<Clients.Described> recheck(Session session, ClientId id) {
        return clients.find(session.tenant(), id)
                .flatMap(client -> company(client).flatMap(company -> renewed(session, client, company)));
    }

    private Single<Company> company(Client client) {
        return tokens.current(client.id()).flatMap(signIn::company);
    }

    private Single<Clients.Described> renewed(Session session, Client client, Company company) {
        var identity = identities.read(company.identity(), company.countryCode());
        return clients.renewIdentity(session.tenant(), client.id(), company.name(), identity, session.person());
    }
}
