package no.sticos.erp.sync;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked to have removed, and what has come of it: the receipt. It outlives what it tells of.
 *
 * @param id its number, for people too
 * @param kind what was to go
 * @param system which accounting system
 * @param integration where its clients were
 * @param askedBy who asked
 * @param askedAt when
 * @param startsAt until when it could be undone
 * @param undoneBy who undid it; null if nobody did
 * @param undoneAt when; null if nobody did
 * @param endedAt when all of it was over; null until then
 * @param waits whether its time has not come yet
 * @param replaced whether a larger removal has taken its clients over, so that nothing more comes of it
 * @param totals over all its clients
 * @param removed rows removed so far, by table
 * @param parts the clients by name, at most {@value #MOST}
 */
public record Removal(
        long id,
        Kind kind,
        String system,
        IntegrationId integration,
        String askedBy,
        Instant askedAt,
        Instant startsAt,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt,
        @Nullable Instant endedAt,
        boolean waits,
        boolean replaced,
        Totals totals,
        Map<String, Long> removed,
        List<Part> parts) {
    /** Clients that are listed one by one. */
    public static final int MOST = 200;

    /** Keeps its own copies. */
    public Removal {
        removed = Map.copyOf(removed);
        parts = List.copyOf(parts);
    }

    /** Whether it can still be undone. */
    public boolean undoable() {
        return waits && endedAt == null && !replaced;
    }

    /**
     * What has come of it so far, over all clients.
     *
     * @param clients how many it concerns
     * @param ended for how many it is over
     * @param told of how many the products have to be told
     * @param consents what became of their consents
     * @param rowsLeft rows of books counted at the end, where it is over
     * @param acks how many clients each product has acknowledged, by its id; one that has none may be missing
     */
    public record Totals(int clients, int ended, int told, Consents consents, long rowsLeft, Map<String, Long> acks) {
        /** Keeps its own copy. */
        public Totals {
            acks = Map.copyOf(acks);
        }
    }

    /**
     * Consents by what became of them.
     *
     * @param revoked ended at Visma
     * @param pending not ended yet
     * @param givenUp Visma did not answer for as long as it was asked
     */
    public record Consents(int revoked, int pending, int givenUp) {}

    /** What goes. */
    public enum Kind {
        /** «Slett kontoer»: a client's books; the client and its consent stay. */
        FIGURES,
        /** «Slett»: a client with its books and its consent. */
        CLIENT,
        /** «Slett system»: an integration with all its clients. */
        SYSTEM
    }

    /** What became of a client's consent. */
    public enum Revocation {
        /** Not ended yet. */
        PENDING,
        /** Ended at Visma. */
        DONE,
        /** There was none to end. */
        NOTHING,
        /** Visma did not answer for as long as it was asked. */
        GIVEN_UP,
        /** It stays. */
        KEPT
    }

    /**
     * One client of a removal.
     *
     * @param client its id, never used again
     * @param name as it was called
     * @param orgnr null without one
     * @param revoked what became of its consent
     * @param revokedAt when; null until then
     * @param rowsLeft rows of its books counted at the end; null until then
     * @param endedAt when it was over; null until then
     * @param told whether products had to be told
     * @param acks when each product acknowledged, by the product's id; those that have not are missing
     */
    public record Part(
            ClientId client,
            String name,
            @Nullable String orgnr,
            Revocation revoked,
            @Nullable Instant revokedAt,
            @Nullable Long rowsLeft,
            @Nullable Instant endedAt,
            boolean told,
            Map<String, Instant> acks) {
        /** Keeps its own copy. */
        public Part {
            acks = Map.copyOf(acks);
        }
    }
}
