package no.sticos.erp.sync;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The first thing in which what is stored differs from the truth; the whole of either would be too long to read. */
final class Difference {
    /** What tells a view's documents apart; views that are not named hold one line. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "fiscal_years", List.of("fiscal_year_id"),
            "accounts", List.of("fiscal_year_id", "account"),
            "opening_balances", List.of("account"),
            "account_balances", List.of("at_date", "account"),
            "vouchers", List.of("voucher_id"),
            "voucher_rows", List.of("voucher_id"));

    private static final int SHOWN = 400;

    private Difference() {}

    /** Null if both are the same. */
    static @Nullable String of(Map<String, List<String>> truth, Map<String, List<String>> stored) {
        return Stream.concat(truth.keySet().stream(), stored.keySet().stream())
                .distinct()
                .map(view -> first(view, lines(truth, view), lines(stored, view)))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    /** The same, where what is stored may hold documents more than the truth: those that were deleted. */
    static @Nullable String butForDeletions(Map<String, List<String>> truth, Map<String, List<String>> stored) {
        var left = stored.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> undeleted(entry.getKey(), lines(truth, entry.getKey()), entry.getValue())));
        return of(truth, left);
    }

    private static List<String> undeleted(String view, List<String> truth, List<String> stored) {
        var there = truth.stream().map(line -> key(view, line)).collect(Collectors.toSet());
        return stored.stream().filter(line -> there.contains(key(view, line))).toList();
    }

    private static String key(String view, String line) {
        var fields = KEYS.getOrDefault(view, registerKey(view));
        var json = new JsonObject(line);
        return fields.stream()
                .map(field -> String.valueOf(json.getValue(field)))
                .collect(Collectors.joining(" "));
    }

    private static List<String> registerKey(String view) {
        return Stream.of(Register.values())
                .filter(register -> register.view().equals(view))
                .map(register -> register.columns().get(0).split("=", 2)[0])
                .toList();
    }

    private static @Nullable String first(String view, List<String> truth, List<String> stored) {
        if (truth.equals(stored)) {
            return null;
        }
        return view + " (" + truth.size() + " at Visma, " + stored.size() + " stored): lacks " + one(truth, stored)
                + ", has " + one(stored, truth);
    }

    private static String one(List<String> of, List<String> without) {
        Set<String> there = new HashSet<>(without);
        return of.stream()
                .filter(line -> !there.contains(line))
                .findFirst()
                .map(line -> line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line)
                .orElse("nothing more");
    }

    private static List<String> lines(Map<String, List<String>> of, String view) {
        return of.getOrDefault(view, List.of());
    }
}
