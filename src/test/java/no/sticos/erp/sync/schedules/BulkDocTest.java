package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import no.sticos.erp.sync.Reading;
import org.junit.jupiter.api.Test;

/** The tables of {@code src/docs/bulk.md} are computed; where they differ, this prints those that belong there. */
class BulkDocTest {
    private static final RequestCosts COSTS = RequestCosts.USUAL;
    private static final int PER_MINUTE = 600;
    private static final List<Integer> CLIENTS = List.of(1_000, 10_000, 50_000);

    @Test
    void its_tables_are_those_that_the_budget_gives() throws IOException {
        var tables = Files.readAllLines(Path.of("src", "docs", "bulk.md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(tables).isEqualTo(Stream.concat(paths(), rounds()).toList());
    }

    private static Stream<String> paths() {
        var rows = Stream.concat(COSTS.paths(Reading.CHANGES).stream(), COSTS.paths(Reading.WHOLE).stream())
                .sorted(Comparator.comparing(RequestCosts.Path::resource).thenComparing(RequestCosts.Path::scope))
                .map(BulkDocTest::row)
                .distinct();
        return Stream.concat(
                Stream.of(
                        "| list | asked by | changes: a client | of 50 000 | everything: a client | of 50 000 |",
                        "|---|---|---|---|---|---|"),
                rows);
    }

    private static Stream<String> rounds() {
        return Stream.concat(
                Stream.of(
                        "| clients | a round of changes | a round of everything | a night that has a seventh of it |",
                        "|---|---|---|---|"),
                CLIENTS.stream().map(clients -> "| %s | %s | %s | %s |"
                        .formatted(
                                String.format(Locale.ROOT, "%,d", clients).replace(',', ' '),
                                hours((long) clients
                                        * COSTS.most(Reading.CHANGES).requests()),
                                hours((long) clients * COSTS.most(Reading.WHOLE).requests()),
                                night(clients))));
    }

    /** A seventh of the clients asks for everything and the others for their changes; the slowest path decides. */
    private static String night(int clients) {
        long whole = (clients + 6L) / 7;
        return hours(Stream.concat(COSTS.paths(Reading.CHANGES).stream(), COSTS.paths(Reading.WHOLE).stream())
                .mapToLong(path ->
                        requests(Reading.CHANGES, path) * (clients - whole) + requests(Reading.WHOLE, path) * whole)
                .max()
                .orElseThrow());
    }

    private static String row(RequestCosts.Path path) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        path.resource().id(),
                        path.scope().isEmpty() ? "–" : path.scope(),
                        cells(requests(Reading.CHANGES, path)),
                        cells(requests(Reading.WHOLE, path)));
    }

    private static String cells(long requests) {
        return requests == 0 ? "– | –" : requests + " | " + hours(requests * 50_000);
    }

    private static long requests(Reading reading, RequestCosts.Path path) {
        return COSTS.paths(reading).stream()
                .filter(other ->
                        other.resource() == path.resource() && other.scope().equals(path.scope()))
                .mapToLong(RequestCosts.Path::requests)
                .sum();
    }

    private static String hours(long requests) {
        return String.format(Locale.ROOT, "%.1f h", requests / (60.0 * PER_MINUTE));
    }
}
