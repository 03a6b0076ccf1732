package no.sticos.erp.sandbox.universe;

import java.util.List;

/**
 * A person of an accounting firm who signs in to the portal.
 *
 * @param sub the subject of the ID token
 * @param email where mail reaches them
 * @param roles the values of the roles claim
 */
public record DemoPerson(String sub, String name, String email, String firmId, String firmName, List<String> roles) {
    /** Keeps its own copy of the roles. */
    public DemoPerson {
        roles = List.copyOf(roles);
    }
}
