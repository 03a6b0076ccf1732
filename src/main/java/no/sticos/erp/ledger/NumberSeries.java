package no.sticos.erp.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The voucher numbers of one series in one fiscal year.
 *
 * @param series its name, {@code A}; empty where Visma named none
 * @param yearStart the fiscal year's first day
 * @param yearEnd its last day
 * @param first the lowest number in use; null if none could be read
 * @param last the highest
 * @param vouchers vouchers in the series, whatever their numbers
 * @param unreadable of those, how many have a number that is no number
 * @param gapCount how many gaps there are, named here or not
 * @param gaps the gaps, in order; of a client with more than a thousand, the newest years' first thousand
 * @param duplicates the vouchers whose number another one has too, in order of number; bounded likewise
 */
public record NumberSeries(
        String series,
        LocalDate yearStart,
        LocalDate yearEnd,
        @Nullable Long first,
        @Nullable Long last,
        long vouchers,
        long unreadable,
        long gapCount,
        List<Gap> gaps,
        List<Duplicate> duplicates) {
    /** Keeps its own copies. */
    public NumberSeries {
        gaps = List.copyOf(gaps);
        duplicates = List.copyOf(duplicates);
    }

    /** Gaps that no note explains, those that are not named here among them. */
    public long openGaps() {
        return gapCount - gaps.stream().filter(Gap::isExplained).count();
    }

    /**
     * A stretch of numbers of a series in a fiscal year; what a form sends back to say which gap it means.
     *
     * @param yearStart the fiscal year's first day
     * @param series the series
     * @param from the first number
     * @param to the last, the same for a single one
     */
    public record Place(LocalDate yearStart, String series, long from, long to) {
        boolean isOf(LocalDate year, String other) {
            return yearStart.equals(year) && series.equals(other);
        }

        boolean touches(Place other) {
            return isOf(other.yearStart, other.series) && from <= other.to && other.from <= to;
        }

        boolean spans(Place other) {
            return touches(other) && from <= other.from && to >= other.to;
        }
    }

    /**
     * Numbers that no voucher has.
     *
     * @param place which
     * @param notes what people said of them, newest first; those of a smaller stretch, from when the gap was smaller, too
     */
    public record Gap(Place place, List<Note> notes) {
        /** Keeps its own copy. */
        public Gap {
            notes = List.copyOf(notes);
        }

        /** Whether somebody has said why all of it is missing. */
        public boolean isExplained() {
            return notes.stream().anyMatch(note -> note.place().spans(place));
        }
    }

    /**
     * What somebody said of a gap.
     *
     * @param place the gap as it was then
     * @param text at most {@value VoucherNumbers#LONGEST_NOTE} characters
     * @param author the name of who said it
     * @param at when
     */
    public record Note(Place place, String text, String author, Instant at) {}

    /**
     * A voucher whose number another one has too.
     *
     * @param place the number
     * @param voucher the voucher
     * @param date its bookkeeping date
     */
    public record Duplicate(Place place, UUID voucher, LocalDate date) {}
}
