package no.sticos.erp.connect;

import java.util.Arrays;
import java.util.Optional;

/** What a key opens; none of them opens another. */
public enum ApiScope {
    /** The firm's systems and clients: their states, runs, consents, schedules and removals. */
    CLIENTS_READ("clients:read"),
    /** What is in their books: balances, proof, vouchers. */
    BOOKS_READ("books:read"),
    /** Who did what; it names people. */
    ACTIVITY_READ("activity:read"),
    /** Connecting, switching on and off, fetching: what {@link Right#USE} is to a person. */
    CLIENTS_WRITE("clients:write"),
    /** Removing: what {@link Right#ADMINISTER} is to a person. */
    CLIENTS_DELETE("clients:delete");

    private final String word;

    ApiScope(String word) {
        this.word = word;
    }

    /** Its word on the wire and in the table. */
    public String word() {
        return word;
    }

    /** The scope of this word; empty if there is none. */
    public static Optional<ApiScope> named(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
