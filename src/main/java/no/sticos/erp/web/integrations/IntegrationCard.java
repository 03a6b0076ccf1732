package no.sticos.erp.web.integrations;

import java.time.Instant;
import no.sticos.erp.web.system.Chip;
import no.sticos.erp.web.system.ClientCounts;
import no.sticos.erp.web.system.ListQuery;
import org.jspecify.annotations.Nullable;

/**
 * One accounting system at a glance.
 *
 * @param id its number
 * @param name its name
 * @param lastFetched when a client was last fetched; null = never
 * @param counts its clients by state
 */
public record IntegrationCard(long id, String name, @Nullable Instant lastFetched, ClientCounts counts) {
    /** The system page. */
    public String href() {
        return "/integrations/" + id;
    }

    /** The list through one chip. */
    public String href(Chip chip) {
        return ListQuery.all().through(chip).on(href());
    }

    /** Active clients that are neither proved equal nor proved different. */
    public long unconfirmed() {
        return Math.max(0, counts.active() - counts.of(Chip.OK) - counts.of(Chip.DEVIATION));
    }

    /** A share of the active clients as the width of a bar of 100. */
    public String width(long part) {
        return counts.active() == 0 ? "0" : Long.toString(part * 100 / counts.active());
    }

    /** Where the part behind {@code before} clients begins on a bar of 100. */
    public String offset(long before) {
        return width(before);
    }
}
