package no.sticos.erp.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.sticos.erp.clients.ClientIdentity;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/**
 * A person's queue as it stands just now: who is brought in one after the other.
 *
 * @param id its number
 * @param integration the system
 * @param kind what is done with those who stand in it
 * @param activate whether clients are switched on as soon as they are there
 * @param paused whether the person has put it aside
 * @param pace how long one takes, of the last ten; null while nothing can be said
 * @param entries in their order
 * @param held a consent that waits for the person's word; null: none does
 */
public record ConnectQueue(
        long id,
        IntegrationId integration,
        Kind kind,
        boolean activate,
        boolean paused,
        @Nullable Duration pace,
        List<Entry> entries,
        @Nullable Held held) {
    /** The cause of an entry that the person passed over. */
    public static final String SKIPPED = "skipped";

    /** Copies the entries. */
    public ConnectQueue {
        entries = List.copyOf(entries);
    }

    /** What is done. */
    public enum Kind {
        /** Companies are connected. */
        CONNECT,
        /** Clients are signed in again. */
        RECONNECT
    }

    /** How far one has come. */
    public enum State {
        /** Done in this queue. */
        ADDED,
        /** Done elsewhere, and therefore passed over. */
        EXISTS,
        /** The last try led nowhere; waits for the person. */
        LOOK,
        /** Its turn will come. */
        WAITING
    }

    /**
     * One that stands in the queue.
     *
     * @param id its number
     * @param orgnr nine digits; null for a client without one
     * @param name of the client, or as the person wrote it; null if neither is known
     * @param client who it is here; null while nobody
     * @param state how far it has come
     * @param settledAt when it was done; null while it is not
     * @param cause the key of why the last try led nowhere, or {@link #SKIPPED}; null without one
     * @param args what fills that cause's text
     */
    public record Entry(
            long id,
            @Nullable String orgnr,
            @Nullable String name,
            @Nullable ClientId client,
            State state,
            @Nullable Instant settledAt,
            @Nullable String cause,
            List<String> args) {
        /** Copies the arguments. */
        public Entry {
            args = List.copyOf(args);
        }
    }

    /**
     * A consent to a company that does not stand in the queue.
     *
     * @param id what it is accepted by
     * @param name the company's name
     * @param identity who it is
     * @param entry whose turn it was
     */
    public record Held(UUID id, String name, ClientIdentity identity, long entry) {}

    /** Whose turn it is; empty when nobody waits any more. */
    public Optional<Entry> next() {
        return entries.stream().filter(entry -> entry.state() == State.WAITING).findFirst();
    }

    /** How many have come so far. */
    public long count(State state) {
        return entries.stream().filter(entry -> entry.state() == state).count();
    }

    /** How many need nothing more. */
    public long done() {
        return count(State.ADDED) + count(State.EXISTS);
    }

    /** How long those who wait take at the same pace; null while nothing can be said. */
    public @Nullable Duration left() {
        long waiting = count(State.WAITING);
        return pace == null || waiting == 0 ? null : pace.multipliedBy(waiting);
    }
}
