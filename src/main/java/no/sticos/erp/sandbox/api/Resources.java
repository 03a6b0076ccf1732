package no.sticos.erp.sandbox.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.api.Resource.Asked;

/** What can be read: one declaration a path. A fixed path stands before one with a parameter in its place. */
final class Resources {
    private static final int DAY = "yyyy-mm-dd".length();

    private Resources() {}

    static List<Resource> all() {
        return Stream.of(
                        LedgerResources.all(),
                        SalesResources.all(),
                        PurchaseResources.all(),
                        BankResources.all(),
                        RegisterResources.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The item whose id stands in the path. */
    static <T> T byId(Asked asked, String parameter, List<T> items, Function<T, UUID> id) {
        return items.stream()
                .filter(item -> id.apply(item).toString().equalsIgnoreCase(asked.param(parameter)))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.input("The value '" + text + "' is not a date");
        }
    }

    /** A time with its offset; a bare day is its midnight. */
    static Instant time(String text) {
        try {
            return text.length() == DAY
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.input("The value '" + text + "' is not a time");
        }
    }
}
