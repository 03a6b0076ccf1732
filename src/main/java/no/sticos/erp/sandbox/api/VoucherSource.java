package no.sticos.erp.sandbox.api;

import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.Ledger;
import no.sticos.erp.sandbox.books.Voucher;
import org.jspecify.annotations.Nullable;

/**
 * The vouchers of a ledger.
 *
 * @param year only those of this year; null for all years
 */
record VoucherSource(Ledger ledger, @Nullable FiscalYear year) implements Source<Voucher> {
    @Override
    public int positions() {
        return ledger.positions();
    }

    @Override
    public @Nullable Voucher at(int position) {
        var voucher = ledger.at(position);
        return voucher == null || year == null || year.holds(voucher.date()) ? voucher : null;
    }

    @Override
    public long revision() {
        return ledger.revision();
    }
}
