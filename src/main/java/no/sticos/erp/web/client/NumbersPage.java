package no.sticos.erp.web.client;

import java.util.List;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/**
 * The voucher numbers of a client: what is missing, and what people have said of it.
 *
 * @param frame whose
 * @param series newest year first
 * @param draft the note that is being written; null = none
 * @param mayWrite whether the person may add notes
 */
public record NumbersPage(ClientFrame frame, List<NumberSeries> series, @Nullable Draft draft, boolean mayWrite)
        implements View {
    /** Gaps of a series that are listed; a series with more has a fault that no list shows better. */
    public static final int MOST = 100;

    @Override
    public String template() {
        return "client/numbers";
    }

    /** Copies the list. */
    public NumbersPage {
        series = List.copyOf(series);
    }

    /** The page's address. */
    public String path() {
        return frame.client().href() + "/voucher-numbers";
    }

    /** Where a note to {@code gap} is written. */
    public String writeHref(NumberSeries.Place gap) {
        return path() + "?" + GapQuery.of(gap) + "#write";
    }

    /** The gaps of a series that are listed. */
    public static List<NumberSeries.Gap> shown(NumberSeries series) {
        return series.gaps().subList(0, Math.min(MOST, series.gaps().size()));
    }

    /** How many gaps are not listed. */
    public static long hidden(NumberSeries series) {
        return series.gapCount() - shown(series).size();
    }

    /** The numbers of a gap: {@code A 1044}, {@code A 1044–1046}. */
    public static String name(NumberSeries.Place gap) {
        var numbers = gap.from() == gap.to() ? Long.toString(gap.from()) : gap.from() + "–" + gap.to();
        return gap.series().isEmpty() ? numbers : gap.series() + '\u00a0' + numbers;
    }

    /**
     * A note that is being written.
     *
     * @param gap to which gap
     * @param text what has been typed so far
     * @param wrong why it was not taken, the last part of {@code cause.<…>}; null before the first try
     */
    public record Draft(NumberSeries.Place gap, String text, @Nullable String wrong) {}
}
