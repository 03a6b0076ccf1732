package no.sticos.erp.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A voucher as one of its versions, and where each version came from.
 *
 * @param id Visma's id
 * @param number series and number; null where Visma gives none
 * @param text its description; null without one
 * @param shown the version that is shown
 * @param rows its rows in order, at most {@value #MOST_ROWS}
 * @param document everything that Visma sent of it, as JSON in the form in which products receive it
 * @param versions the newest versions, newest first, at most {@value #MOST_VERSIONS}
 */
public record VoucherExplanation(
        UUID id,
        LocalDate date,
        @Nullable String number,
        @Nullable String text,
        Version shown,
        List<Line> rows,
        String document,
        List<Version> versions) {
    /** Rows given; a voucher with more is whole in {@code document}. */
    public static final int MOST_ROWS = 1_000;

    /** Versions given. */
    public static final int MOST_VERSIONS = 200;

    /** Keeps its own copies. */
    public VoucherExplanation {
        rows = List.copyOf(rows);
        versions = List.copyOf(versions);
    }

    /** Whether the voucher is no longer there: its newest version was closed and no other one opened. */
    public boolean isGone() {
        return versions.get(0).toGen() != null;
    }

    /**
     * The voucher from one generation to another.
     *
     * @param fromGen the generation that brought it
     * @param toGen the generation that has it no more; null = it stands
     * @param publishedAt when {@code fromGen} was published; null if that is no longer kept
     * @param replacedAt when {@code toGen} was published; null if it stands, or that is no longer kept
     * @param modifiedUtc Visma's stamp with seven digits; null if Visma never told
     * @param booksChanged whether amounts, accounts, date or number differ from the version before; false for the first
     * @param run the run that read it; null if that was not noted
     * @param request what was asked of Visma, without any secret; null if that was not noted
     * @param readAt Visma's clock when it answered; null if that was not noted
     */
    public record Version(
            int fromGen,
            int doc,
            @Nullable Integer toGen,
            LocalDate date,
            @Nullable String number,
            @Nullable Instant publishedAt,
            @Nullable Instant replacedAt,
            @Nullable String modifiedUtc,
            boolean booksChanged,
            @Nullable Long run,
            @Nullable String request,
            @Nullable Instant readAt) {
        /** Whether readers of the generation see this version. */
        boolean isIn(int gen) {
            return fromGen <= gen && (toGen == null || toGen > gen);
        }
    }

    /**
     * A row.
     *
     * @param name the account's name; null if the chart has none
     * @param yearStart the fiscal year that holds the voucher's date; null if none does
     */
    public record Line(
            int rowNo,
            long account,
            @Nullable String name,
            BigDecimal debit,
            BigDecimal credit,
            @Nullable String text,
            @Nullable String vatCode,
            @Nullable LocalDate yearStart) {}
}
