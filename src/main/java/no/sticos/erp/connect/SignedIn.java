package no.sticos.erp.connect;

import java.util.Set;
import no.sticos.erp.clients.Person;

/**
 * What the portal's sign-in says of a person, after all checks.
 *
 * @param person who it is
 * @param firm the firm's id at the sign-in
 * @param firmName the firm's name
 * @param rights what the person may do; never empty
 * @param returnPath where the person was going; a path of ours
 */
public record SignedIn(Person person, String firm, String firmName, Set<Right> rights, String returnPath) {
    /** Keeps its own copy. */
    public SignedIn {
        rights = Set.copyOf(rights);
    }
}
