package no.sticos.erp.web.removal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.web.shell.Messages;

/**
 * A number of things that go, or have gone.
 *
 * @param what in people's words
 * @param count how many
 */
public record RowCount(String what, long count) {
    /** What tables hold, as people call it, in the order in which it is shown. */
    private enum What {
        VOUCHERS("receipt.kind.vouchers"),
        ROWS("receipt.kind.rows"),
        DOCUMENTS("receipt.kind.documents"),
        PROOF("receipt.kind.proof"),
        REST("receipt.kind.rest");

        private final String key;

        What(String key) {
            this.key = key;
        }

        static What of(String table) {
            return switch (table) {
                case "vouchers" -> VOUCHERS;
                case "voucher_rows" -> ROWS;
                case "documents" -> DOCUMENTS;
                case "deviations", "proof_checks", "number_series" -> PROOF;
                default -> REST;
            };
        }
    }

    /** Rows by table as rows by what people call them; every row is counted, earlier versions too. */
    public static List<RowCount> of(Map<String, Long> tables, Messages messages) {
        var sums = new EnumMap<What, Long>(What.class);
        tables.forEach((table, rows) -> sums.merge(What.of(table), rows, Long::sum));
        var counts = new ArrayList<RowCount>();
        sums.forEach((what, rows) -> counts.add(new RowCount(messages.text(what.key), rows)));
        return counts;
    }
}
