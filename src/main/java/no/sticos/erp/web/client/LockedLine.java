package no.sticos.erp.web.client;

import static java.util.Objects.requireNonNullElse;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Paths;
import org.jspecify.annotations.Nullable;

/**
 * How a change in a locked period is read in a table: one row an account.
 *
 * @param change what happened
 */
public record LockedLine(LockedChanges.Change change) {
    /** The voucher's number, as it is now if it is still there. */
    public String number() {
        return requireNonNullElse(
                change.numberAfter() == null ? change.numberBefore() : change.numberAfter(), Formats.NO_VALUE);
    }

    /** The number that it had; a dash without one. */
    public String numberBefore() {
        return requireNonNullElse(change.numberBefore(), Formats.NO_VALUE);
    }

    /** Whether it has another number now. */
    public boolean isRenumbered() {
        return change.what() == LockedChanges.What.CHANGED
                && !Objects.equals(change.numberBefore(), change.numberAfter());
    }

    /** The voucher's date, as it is now if it is still there. */
    public @Nullable LocalDate day() {
        return change.dateAfter() == null ? change.dateBefore() : change.dateAfter();
    }

    /** Whether it has another date now. */
    public boolean isMoved() {
        return change.what() == LockedChanges.What.CHANGED && !Objects.equals(change.dateBefore(), change.dateAfter());
    }

    /** The last day of the lock that reaches furthest. */
    public @Nullable LocalDate lockedTo() {
        return change.locks().stream()
                .map(LockedChanges.Lock::lockedTo)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The key of what happened. */
    public String key() {
        return switch (change.what()) {
            case NEW -> "locked.new";
            case CHANGED -> "locked.changed";
            case DELETED -> "locked.deleted";
        };
    }

    /** The accounts behind the first one. */
    public List<LockedChanges.Amounts> rest() {
        return change.amounts().isEmpty()
                ? List.of()
                : change.amounts().subList(1, change.amounts().size());
    }

    /** How many of its accounts are not shown. */
    public int hidden() {
        return change.accounts() - change.amounts().size();
    }

    /** Rows that it takes. */
    public int rows() {
        return 1 + rest().size() + (hidden() > 0 ? 1 : 0);
    }

    /** The voucher's own page. */
    public String href(ClientFrame frame) {
        return Paths.voucher(frame.client().id(), change.voucher());
    }
}
