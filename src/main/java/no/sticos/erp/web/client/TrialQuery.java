package no.sticos.erp.web.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import no.sticos.erp.ledger.TrialBalances;
import org.jspecify.annotations.Nullable;

/**
 * What of a trial balance a person looks at; all of it stands in the address.
 *
 * @param year the fiscal year's first day; null = the newest
 * @param gen the generation; null = the current one
 * @param q part of an account's name or the start of its number; empty = all; at most {@value #LONGEST} characters
 * @param onlyDeviating only accounts that differ from Visma's balances
 */
public record TrialQuery(@Nullable LocalDate year, @Nullable Integer gen, String q, boolean onlyDeviating) {
    private static final int LONGEST = 100;
    private static final String ONLY = "deviations";

    /** Reads an address' parameters; what cannot be understood falls back to the default, as a link may be old. */
    public static TrialQuery read(Function<String, Optional<String>> parameter) {
        var q = parameter.apply("q").orElse("").strip();
        return new TrialQuery(
                parameter.apply("aar").flatMap(TrialQuery::day).orElse(null),
                parameter
                        .apply("generasjon")
                        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                        .map(Integer::valueOf)
                        .orElse(null),
                q.substring(0, Math.min(q.length(), LONGEST)),
                parameter.apply("only").filter(ONLY::equals).isPresent());
    }

    /** The same accounts of another year. */
    public TrialQuery of(LocalDate other) {
        return new TrialQuery(other, gen, q, onlyDeviating);
    }

    /** All accounts of the year, or only those that differ. */
    public TrialQuery only(boolean deviating) {
        return new TrialQuery(year, gen, q, deviating);
    }

    /** All accounts of the same year. */
    public TrialQuery cleared() {
        return new TrialQuery(year, gen, "", false);
    }

    /** The same of the newest generation. */
    public TrialQuery newest() {
        return new TrialQuery(year, null, q, onlyDeviating);
    }

    /** What the books are asked for. */
    TrialBalances.Wanted wanted() {
        return new TrialBalances.Wanted(gen, year, q, onlyDeviating);
    }

    /** {@code path} with the parameters that differ from the default. */
    public String on(String path) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (year != null) {
            query.add("aar=" + year);
        }
        if (gen != null) {
            query.add("generasjon=" + gen);
        }
        if (!q.isEmpty()) {
            query.add("q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));
        }
        if (onlyDeviating) {
            query.add("only=" + ONLY);
        }
        return path + query;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
