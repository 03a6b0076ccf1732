package no.sticos.erp.sync;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.testing.Await;

/** The runs of a bench as the table of runs tells of them. */
final class RunsSeen {
    private final Postgres postgres;

    RunsSeen(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Waits until these clients have no run open. */
    void rest(List<ClientId> clients, Duration patience) {
        var open = "SELECT client_id || ' ' || stage FROM gateway.runs WHERE ended_at IS NULL AND client_id IN ("
                + ids(clients) + ")";
        Await.until(patience, () -> postgres.list(open).isEmpty(), () -> postgres.list(open)
                .toString());
    }

    /** Waits until all of these clients are through with a stage. */
    void restOf(Stage stage, List<ClientId> clients, Duration patience) {
        var through = "SELECT count(*) FROM gateway.runs WHERE stage = '" + stage + "' AND ended_at IS NOT NULL"
                + " AND client_id IN (" + ids(clients) + ")";
        Await.until(
                patience,
                () -> postgres.number(through) >= clients.size(),
                () -> stage + " of " + postgres.number(through) + " clients");
    }

    boolean isUnderWay(ClientId client) {
        return postgres.number("SELECT count(*) FROM gateway.runs WHERE ended_at IS NULL AND client_id = " + client)
                > 0;
    }

    /** How long each of the clients waited, from the request to the last stage's end, in seconds. */
    List<Double> waits(List<ClientId> clients) {
        return postgres
                .list("SELECT extract(epoch FROM max(ended_at) - min(requested_at)) FROM gateway.runs"
                        + " WHERE client_id IN (" + ids(clients) + ") GROUP BY client_id")
                .stream()
                .map(Double::valueOf)
                .toList();
    }

    /** From the first run's start to the last one's end. */
    double seconds(long after) {
        return Double.parseDouble(
                postgres.text("SELECT extract(epoch FROM max(ended_at) - min(started_at))" + from(after)));
    }

    /** The last run so far. */
    long last() {
        return postgres.number("SELECT coalesce(max(run_id), 0) FROM gateway.runs");
    }

    /** Fails unless all runs after this one came to their end, and found what Visma has. */
    void refuseAnythingButDone(long after, Supplier<String> story) {
        if (postgres.number("SELECT count(*)" + from(after) + " AND (state <> 'DONE' OR verdict = 'DEVIATION')") > 0) {
            throw new AssertionError(
                    postgres.list("SELECT DISTINCT concat_ws(' ', stage, state, cause, verdict)" + from(after))
                            + story.get());
        }
    }

    private static String from(long after) {
        return " FROM gateway.runs WHERE run_id > " + after;
    }

    private static String ids(List<ClientId> clients) {
        return clients.stream().map(ClientId::toString).collect(Collectors.joining(","));
    }
}
