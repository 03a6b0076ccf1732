package no.sticos.erp.connect;

import java.util.Set;
import no.sticos.erp.clients.Person;
import no.sticos.erp.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the portal's sign-in says of a person, after all checks.
 *
 * @param person who it is
 * @param email where mail reaches the person; null if the sign-in does not say, or says nothing that can be one
 * @param firm the firm's id at the sign-in
 * @param firmName the firm's name
 * @param rights what the person may do; never empty
 * @param returnPath where the person was going; a path of ours
 */
public record SignedIn(
        Person person,
        @Nullable MailAddress email,
        String firm,
        String firmName,
        Set<Right> rights,
        String returnPath) {
    /** Keeps its own copy. */
    public SignedIn {
        rights = Set.copyOf(rights);
    }
}
