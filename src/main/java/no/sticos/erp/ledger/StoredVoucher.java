package no.sticos.erp.ledger;

import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherHash;
import no.sticos.erp.erp.VoucherRow;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of a voucher: its columns, once for each of its rows and at least once.
 *
 * @param lines in the order of the rows' numbers; of a voucher without rows one line without a row
 */
record StoredVoucher(int fromGen, int doc, List<Row> lines) {
    /** Puts the lines of a page together; those of one version follow each other. */
    static List<StoredVoucher> of(List<Row> lines) {
        var vouchers = new ArrayList<StoredVoucher>();
        for (var line : lines) {
            int fromGen = line.getInteger("from_gen");
            int doc = line.getInteger("doc");
            var last = vouchers.isEmpty() ? null : vouchers.get(vouchers.size() - 1);
            if (last == null || last.fromGen != fromGen || last.doc != doc) {
                last = new StoredVoucher(fromGen, doc, new ArrayList<>());
                vouchers.add(last);
            }
            last.lines.add(line);
        }
        return vouchers;
    }

    /** Whether columns, rows and hashes still belong together; what an older algorithm hashed is left to its seal. */
    boolean isWhole() {
        short version = head().getShort("hash_version");
        return head().getBoolean("placed")
                && version <= ContentHash.VERSION
                && (version < ContentHash.VERSION || (rowsFollow() && isAsHashed()));
    }

    IntegrityFault fault() {
        return new IntegrityFault("vouchers", fromGen, doc, IntegrityFault.Kind.CONTENT);
    }

    private Row head() {
        return lines.get(0);
    }

    /** Rows are numbered from 1 and repeat their voucher's date and end, which no hash covers twice. */
    private boolean rowsFollow() {
        if (head().getInteger("row_no") == null) {
            return true;
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean follows = lines.get(i).getBoolean("follows");
            if (!follows || lines.get(i).getInteger("row_no") != i + 1) {
                return false;
            }
        }
        return true;
    }

    private boolean isAsHashed() {
        try {
            var voucher = voucher();
            return Stamp.isOne(head().getString("modified_utc"))
                    && Stamp.isOne(head().getString("created_utc"))
                    && VoucherHash.rowHash(voucher) == head().getLong("row_hash")
                    && VoucherHash.booksHash(voucher) == head().getLong("books_hash");
        } catch (Fault | DateTimeException unreadable) {
            // It could be read when it came: that it cannot now is what we look for.
            return false;
        }
    }

    private Voucher voucher() {
        var head = head();
        return new Voucher(
                head.getUUID("voucher_id"),
                head.getLocalDate("voucher_date"),
                head.getString("number_series"),
                head.getString("number"),
                head.getString("voucher_text"),
                head.getInteger("voucher_type"),
                head.getUUID("source_id"),
                time(head.getString("modified_utc")),
                time(head.getString("created_utc")),
                rows().map(StoredVoucher::row).toList(),
                head.getString("extra"),
                0,
                0);
    }

    private Stream<Row> rows() {
        return lines.stream().filter(line -> line.getInteger("row_no") != null);
    }

    private static VoucherRow row(Row line) {
        return new VoucherRow(
                line.getLong("account"),
                new BigDecimal(line.getString("debit")),
                new BigDecimal(line.getString("credit")),
                line.getString("row_text"),
                line.getUUID("vat_code_id"),
                line.getString("vat_code"),
                line.getUUID("cost_center_item_id1"),
                line.getUUID("cost_center_item_id2"),
                line.getUUID("cost_center_item_id3"),
                line.getUUID("project_id"),
                line.getString("row_extra"));
    }

    private static @Nullable Instant time(@Nullable String stamp) {
        return stamp == null ? null : Instant.parse(stamp);
    }
}
