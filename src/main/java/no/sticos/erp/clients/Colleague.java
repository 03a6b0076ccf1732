package no.sticos.erp.clients;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of a firm who has signed in, and what that one wants to be told.
 *
 * @param person who it is
 * @param email where mail reaches them, as the sign-in said last; null if it did not say
 * @param off what they do not want to be told
 */
public record Colleague(Person person, @Nullable String email, Set<AlertKind> off) {
    /** Keeps its own copy. */
    public Colleague {
        off = Set.copyOf(off);
    }
}
