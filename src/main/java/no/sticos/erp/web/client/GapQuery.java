package no.sticos.erp.web.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import no.sticos.erp.ledger.NumberSeries;
import org.jspecify.annotations.Nullable;

/** A gap in the voucher numbers as an address and a form name it. */
final class GapQuery {
    private GapQuery() {}

    static String of(NumberSeries.Place gap) {
        return "year=" + gap.yearStart() + "&series=" + URLEncoder.encode(gap.series(), StandardCharsets.UTF_8)
                + "&from=" + gap.from() + "&to=" + gap.to();
    }

    /** Empty where the fields name none. */
    static Optional<NumberSeries.Place> read(Function<String, @Nullable String> field) {
        var series = field.apply("series");
        var from = number(field.apply("from"));
        var to = number(field.apply("to"));
        return series == null || from < 0 || to < from
                ? Optional.empty()
                : day(field.apply("year")).map(year -> new NumberSeries.Place(year, series, from, to));
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
