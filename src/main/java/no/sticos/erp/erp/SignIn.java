package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import no.sticos.erp.kernel.Secret;

/** Gets, renews and ends a person's consent at the accounting system (facts.md §1). */
public interface SignIn {
    /**
     * Where to send the browser.
     *
     * @param state echoed back to the callback
     * @param verifier the PKCE verifier, 43–128 characters; only its S256 challenge is in the address
     */
    URI authorizeUrl(String state, Secret verifier);

    /** Trades a one-time code for tokens. Fails with {@code EXCHANGE_FAILED} or {@code FLOW_OLD}. */
    Single<Tokens> exchange(String code, Secret verifier);

    /** New tokens. Fails with {@code GRANT_ENDED} if the consent is over, with {@code LATER} if that is unknown. */
    Single<Tokens> refresh(Secret refreshToken);

    /** Ends the consent. */
    Completable revoke(Secret refreshToken);

    /** The company that the token was given for. Fails like {@link ErpSource#page}. */
    Single<Company> company(Secret accessToken);
}
