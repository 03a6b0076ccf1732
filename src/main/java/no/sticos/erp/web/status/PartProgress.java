package no.sticos.erp.web.status;

import java.util.Locale;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come with one kind of data.
 *
 * @param part which kind
 * @param year the fiscal year of vouchers; null for the rest
 * @param done how many have been written
 * @param total how many there are; null = not asked for yet, or read together with others
 * @param complete whether all of them have been written
 */
public record PartProgress(Part part, @Nullable Integer year, long done, @Nullable Long total, boolean complete) {
    /** The kinds of data, in the order in which they are read. */
    public enum Part {
        /** Settings and fiscal years. */
        COMPANY,
        /** The chart of accounts. */
        ACCOUNTS,
        /** Account balances. */
        BALANCES,
        /** Open customer and supplier items. */
        OPEN,
        /** Vouchers of one year. */
        VOUCHERS,
        /** All other data. */
        REST
    }

    /** A kind of data that has not been asked for. */
    static PartProgress pending(Part part, @Nullable Integer year) {
        return new PartProgress(part, year, 0, null, false);
    }

    /** This and {@code other} as one. */
    PartProgress and(PartProgress other) {
        var sum = total == null || other.total == null ? null : Long.valueOf(total + other.total);
        return new PartProgress(part, null, done + other.done, sum, complete && other.complete);
    }

    /** Its name: {@code Bilag 2025}. */
    public String name(Messages messages) {
        var word = "entity." + part.name().toLowerCase(Locale.ROOT);
        return year == null ? messages.text(word) : messages.text(word + ".year", Integer.toString(year));
    }

    /** {@code 5 968 av 11 870}, or that it waits, or is done. */
    public String reached(Messages messages) {
        return total == null
                ? messages.text(complete ? "entity.done" : "entity.pending")
                : messages.text("entity.reached", Formats.count(done), Formats.count(total));
    }

    /** The icon: a tick when done, arrows while reading, a circle before. */
    public String icon() {
        if (complete) {
            return "check";
        }
        return total == null ? "circle" : "arrows";
    }
}
