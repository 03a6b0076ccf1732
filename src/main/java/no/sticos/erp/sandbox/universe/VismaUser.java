package no.sticos.erp.sandbox.universe;

import java.util.List;
import java.util.UUID;
import no.sticos.erp.kernel.Secret;

/**
 * A person with a Visma Online account.
 *
 * @param email signs in with it; compared without regard to case
 * @param companies the guids of the companies that this person sees, in the order of the drop-down
 */
public record VismaUser(UUID id, String email, Secret password, List<UUID> companies) {
    /** Keeps its own copy of the companies. */
    public VismaUser {
        companies = List.copyOf(companies);
    }
}
