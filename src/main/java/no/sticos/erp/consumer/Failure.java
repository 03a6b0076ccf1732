package no.sticos.erp.consumer;

import io.vertx.pgclient.PgException;

/** An error in words that are safe in a log: a database's own quote the rows that it complains of. */
final class Failure {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Failure() {}

    /** Whether another node is at the same client. */
    static boolean isBusy(Throwable error) {
        return error instanceof PgException refused && LOCK_NOT_AVAILABLE.equals(refused.getSqlState());
    }

    /** What kind of error, and where it was raised. */
    static String words(Throwable error) {
        var words = new StringBuilder(error.getClass().getName());
        if (error instanceof PgException refused) {
            words.append(' ').append(refused.getSqlState());
        }
        var trace = error.getStackTrace();
        return trace.length == 0
                ? words.toString()
                : words.append(" at ").append(trace[0]).toString();
    }
}
