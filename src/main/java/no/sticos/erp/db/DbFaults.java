package no.sticos.erp.db;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/** The door in from the database: what the server or the way to it says, as a fault. */
final class DbFaults {
    private static final String UNIQUE_VIOLATION = "23505";
    /** A zero byte in a text, which Postgres does not keep and nobody types. */
    private static final String NO_CHARACTER = "22021";
    /** Raised by {@code ledger.readable} and {@code ledger.generation_at}. */
    private static final String NOT_KEPT = "ER001";
    /** Serialization failure, deadlock, too many connections, shutdown, crash, starting up, lock not available. */
    private static final Set<String> PASSING =
            Set.of("40001", "40P01", "53300", "57P01", "57P02", "57P03", "55P03", "25006");

    private DbFaults() {}

    static Throwable translate(Throwable error) {
        if (error instanceof Fault) {
            return error;
        }
        if (error instanceof PgException refused) {
            return ofServer(refused);
        }
        return isUnreachable(error) ? Fault.of(Cause.DATABASE_AWAY, error) : error;
    }

    private static Throwable ofServer(PgException refused) {
        var state = String.valueOf(refused.getSqlState());
        if (state.equals(UNIQUE_VIOLATION)) {
            return Fault.of(Cause.ALREADY_EXISTS, refused, nameOf(refused.getConstraint()));
        }
        if (state.equals(NO_CHARACTER)) {
            return Fault.of(Cause.INVALID_INPUT, refused);
        }
        if (state.equals(NOT_KEPT)) {
            return Fault.of(Cause.GENERATION_PRUNED, refused, nameOf(refused.getDetail()));
        }
        return PASSING.contains(state) || state.startsWith("08") ? Fault.of(Cause.DATABASE_AWAY, refused) : refused;
    }

    private static boolean isUnreachable(Throwable error) {
        return error instanceof IOException
                || error instanceof TimeoutException
                || error instanceof ClosedConnectionException
                || error instanceof TransactionRollbackException
                // The pool's own «pool is closed» comes without a type of its own.
                || (error instanceof VertxException && !isOurMistake(error));
    }

    /** So do arguments of the wrong type or number, which no waiting cures. */
    private static boolean isOurMistake(Throwable error) {
        var message = String.valueOf(error.getMessage());
        return message.contains("coerced") || message.contains("number of parameters");
    }

    private static String nameOf(@Nullable String constraint) {
        return constraint == null ? "" : constraint;
    }
}
