package no.sticos.erp.sandbox.books;

import org.jspecify.annotations.Nullable;

/**
 * One row of a voucher, in whole øre.
 *
 * @param text the transaction text; Visma allows 60 characters
 */
public record VoucherRow(int account, long debit, long credit, @Nullable String text) {
    /** A row that debits a positive amount and credits a negative one. */
    static VoucherRow signed(int account, long amount, @Nullable String text) {
        return new VoucherRow(account, Math.max(amount, 0), Math.max(-amount, 0), text);
    }

    /** Debit minus credit. */
    public long amount() {
        return debit - credit;
    }
}
