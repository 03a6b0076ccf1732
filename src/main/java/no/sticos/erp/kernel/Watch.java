package no.sticos.erp.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what an operator wants to see: how runs, pages, requests and deliveries go.
 *
 * <p>The rooms tell it in their own words and know nothing of metrics or traces; {@code ops} listens. Where
 * nobody does it is {@link #NOBODY}, so that no caller asks whether. Methods return at once, never fail, and
 * are called from any thread. Nothing told here may be secret: no token, no personal number, no ledger text.
 */
public interface Watch {
    /** Nobody watches. */
    Watch NOBODY = new Watch() {};

    /**
     * This node begins to carry out a client's run; the end of the client's run before may be told after it.
     *
     * @param trace the W3C {@code traceparent} of what asked for it; null if that was not traced
     */
    default void runBegan(ClientId client, RunId run, @Nullable String trace) {}

    /**
     * The run has ended, or is put back for later.
     *
     * @param end the state that it has now
     * @param cause why it is not simply done; null if it is
     */
    default void runEnded(RunId run, String end, @Nullable Cause cause) {}

    /** This node has nothing to do with the run any more; told always, after {@link #runEnded} too. */
    default void runLeft(RunId run) {}

    /** Pages were read ({@code more} positive) or are out of memory again (negative). */
    default void pagesInFlight(int more) {}

    /** A page is stored. */
    default void pageLanded(ClientId client, String resource, int documents, Duration took) {}

    /** A request had to wait for the accounting system's quota. */
    default void waited(String path, Duration took) {}

    /**
     * The accounting system answered a request.
     *
     * @param path the path's template without ids
     * @param status HTTP's; 0 where no answer came
     */
    default void answered(ClientId client, String path, int status, Duration took) {}

    /** An access token was asked for anew; {@code cause} is null where one was given. */
    default void refreshed(@Nullable Cause cause) {}

    /**
     * An event was offered to a product.
     *
     * @param outcome what came of it, in one word
     * @param trace of what led to the event; null if that was not traced
     */
    default void delivered(String product, String outcome, @Nullable String trace, Duration took) {}

    /**
     * The trace that work for this client belongs to right now, to be stored with what it leads to: that of
     * the run which this node carries out for it, else of the request that this thread serves.
     *
     * @return a W3C {@code traceparent}; null if nothing is traced
     */
    default @Nullable String traceOf(ClientId client) {
        return null;
    }
}
