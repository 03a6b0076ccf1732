package no.sticos.erp.sandbox.books;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chart of accounts that every company of the sandbox uses; numbers as in the Norwegian standard chart,
 * names our own.
 */
public final class Chart {
    private static final Chart STANDARD = read();

    private final Map<Integer, ChartAccount> byNumber;
    private final List<ChartAccount> accounts;

    private Chart(SortedMap<Integer, ChartAccount> byNumber) {
        this.byNumber = byNumber;
        this.accounts = List.copyOf(byNumber.values());
    }

    /** The one chart, read from {@code chart.csv} beside this class. */
    public static Chart standard() {
        return STANDARD;
    }

    /** All accounts by number. */
    public List<ChartAccount> accounts() {
        return accounts;
    }

    /** The account with this number, or null. */
    public @Nullable ChartAccount account(int number) {
        return byNumber.get(number);
    }

    private static Chart read() {
        var accounts = new TreeMap<Integer, ChartAccount>();
        var file = Objects.requireNonNull(Chart.class.getResourceAsStream("chart.csv"), "chart.csv");
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().map(Chart::account).forEach(account -> accounts.put(account.number(), account));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Chart(accounts);
    }

    private static ChartAccount account(String line) {
        var parts = line.split(";", -1);
        return new ChartAccount(Integer.parseInt(parts[0]), parts[1], parts[2]);
    }
}
