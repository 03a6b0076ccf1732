package no.sticos.erp.web.explain;

import java.util.List;
import no.sticos.erp.ledger.VoucherExplanation;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A voucher: its rows, its versions, and all that Visma sent of it.
 *
 * @param frame where it stands
 * @param voucher what is known
 */
public record VoucherPage(Explained frame, VoucherExplanation voucher) implements View {
    @Override
    public String template() {
        return "explain/voucher";
    }

    /** For whom. */
    public Viewer viewer() {
        return frame.viewer();
    }

    /** The way here. */
    public List<Crumb> trail() {
        return frame.trail();
    }

    /** Its number, or else its id. */
    public String name() {
        var number = voucher.number();
        return number == null ? voucher.id().toString() : number;
    }

    /** What its account is made of; null where no fiscal year holds the voucher's date. */
    public @Nullable String accountHref(VoucherExplanation.Line line) {
        var year = line.yearStart();
        return year == null ? null : frame.account(line.account(), year);
    }

    /** Whether another version than the newest one is shown. */
    public boolean isEarlier() {
        return !voucher.shown().equals(voucher.versions().get(0));
    }

    /** Whether {@code version} is the one that is shown. */
    public boolean isShown(VoucherExplanation.Version version) {
        return version.equals(voucher.shown());
    }

    /** The key of what {@code version} changed; of the oldest of many it is not known. */
    public String what(VoucherExplanation.Version version) {
        var versions = voucher.versions();
        boolean isOldest = version.equals(versions.get(versions.size() - 1));
        if (version.booksChanged()) {
            return "explain.version.books";
        }
        return isOldest && versions.size() < VoucherExplanation.MOST_VERSIONS
                ? "explain.version.first"
                : "explain.version.rest";
    }
}
