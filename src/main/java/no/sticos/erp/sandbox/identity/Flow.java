package no.sticos.erp.sandbox.identity;

import java.time.Instant;
import java.util.UUID;
import no.sticos.erp.sandbox.universe.VismaUser;
import org.jspecify.annotations.Nullable;

/** One person's way through the pages; each step gives a new state of it. */
record Flow(String id, AuthorizeRequest request, Instant begun, @Nullable VismaUser user, @Nullable UUID company) {
    Flow signedIn(VismaUser person) {
        return new Flow(id, request, begun, person, null);
    }

    Flow chose(UUID chosen) {
        return new Flow(id, request, begun, user, chosen);
    }
}
