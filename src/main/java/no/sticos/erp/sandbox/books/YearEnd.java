package no.sticos.erp.sandbox.books;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows that close a year: tax on a profit, and what is left moves to equity.
 *
 * <p>Afterwards the year's profit and loss accounts sum to 0, so that the balance sheet does too.
 */
final class YearEnd {
    private static final int TAX_PERCENT = 22;
    private static final int TAX_COST = 8300;
    private static final int TAX_DUE = 2500;
    private static final int TRANSFER = 8960;
    private static final int EQUITY = 2050;

    private YearEnd() {}

    /** The rows for a year whose profit and loss accounts sum to {@code sum} (a profit is negative). */
    static List<VoucherRow> rows(long sum) {
        long tax = sum < 0 ? -sum * TAX_PERCENT / 100 : 0;
        var rows = new ArrayList<VoucherRow>();
        if (tax > 0) {
            rows.add(VoucherRow.signed(TAX_COST, tax, null));
            rows.add(VoucherRow.signed(TAX_DUE, -tax, null));
        }
        long result = -sum - tax;
        rows.add(VoucherRow.signed(TRANSFER, result, "Årets resultat"));
        rows.add(VoucherRow.signed(EQUITY, -result, "Årets resultat"));
        return rows;
    }
}
