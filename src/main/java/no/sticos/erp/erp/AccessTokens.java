package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Secret;

/** Where the adapter gets a client's access token; kept by {@code connect}. */
public interface AccessTokens {
    /** A token that should be valid now. Fails with {@code RECONNECT} when the consent is gone. */
    Single<Secret> current(ClientId client);

    /** A token newer than {@code refused}, which the API did not accept; at most one refresh runs at a time. */
    Single<Secret> renewed(ClientId client, Secret refused);
}
