package no.sticos.erp.sandbox.books;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a voucher, in whole øre.
 *
 * @param text the transaction text; Visma allows 60 characters
 * @param costCenterItem the department it is about, if any
 * @param project the project it is about, if any
 */
public record VoucherRow(
        int account,
        long debit,
        long credit,
        @Nullable String text,
        @Nullable UUID costCenterItem,
        @Nullable UUID project) {
    /** A row that is about no department and no project. */
    public VoucherRow(int account, long debit, long credit, @Nullable String text) {
        this(account, debit, credit, text, null, null);
    }

    /** A row that debits a positive amount and credits a negative one. */
    static VoucherRow signed(int account, long amount, @Nullable String text) {
        return new VoucherRow(account, Math.max(amount, 0), Math.max(-amount, 0), text);
    }

    /** The same row about a department and a project. */
    VoucherRow at(@Nullable UUID costCenterItem, @Nullable UUID project) {
        return new VoucherRow(account, debit, credit, text, costCenterItem, project);
    }

    /** Debit minus credit. */
    public long amount() {
        return debit - credit;
    }
}
