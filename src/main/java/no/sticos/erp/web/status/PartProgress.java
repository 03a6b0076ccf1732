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
 * @param total how many there are; null = not asked for yet
 */
public record PartProgress(Part part, @Nullable Integer year, long done, @Nullable Long total) {
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

    /** Its name: {@code Bilag 2025}. */
    public String name(Messages messages) {
        return messages.text(
                "entity." + part.name().toLowerCase(Locale.ROOT), year == null ? "" : Integer.toString(year));
    }

    /** {@code 5 968 av 11 870}, or that it waits. */
    public String reached(Messages messages) {
        return total == null
                ? messages.text("entity.pending")
                : messages.text("entity.reached", Formats.count(done), Formats.count(total));
    }

    /** The icon: a tick when done, arrows while reading, a circle before. */
    public String icon() {
        if (total == null) {
            return "circle";
        }
        return done >= total ? "check" : "arrows";
    }
}
