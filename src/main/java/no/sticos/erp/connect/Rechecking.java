package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Person;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

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
    public Single<Clients.Described> recheck(TenantId tenant, ClientId id, Person person) {
        return clients.find(tenant, id)
                .flatMap(client -> company(client).flatMap(company -> renewed(client, company, person)));
    }

    private Single<Company> company(Client client) {
        return tokens.current(client.id()).flatMap(signIn::company);
    }

    private Single<Clients.Described> renewed(Client client, Company company, Person person) {
        var identity = identities.read(company.identity(), company.countryCode());
        return clients.renewIdentity(client.tenant(), client.id(), company.name(), identity, person);
    }
}
