package no.sticos.erp.connect;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;

/**
 * A person who is signed in, in one browser.
 *
 * @param hash of the cookie's value; what flows are bound to
 * @param tenant the person's firm
 * @param firmName the firm's name
 * @param person who it is
 * @param rights what the person may do
 * @param csrf what every form of this session must carry
 * @param left how long until it ends if nothing happens
 */
public record Session(
        Buffer hash, TenantId tenant, String firmName, Person person, Set<Right> rights, Secret csrf, Duration left) {
    /** Keeps its own copy. */
    public Session {
        rights = Set.copyOf(rights);
    }

    /** Whether the person may do it. */
    public boolean may(Right right) {
        return rights.contains(right);
    }
}
