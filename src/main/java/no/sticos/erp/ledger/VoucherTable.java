package no.sticos.erp.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherRow;
import org.jspecify.annotations.Nullable;

/** Vouchers and their rows, as columns. */
final class VoucherTable extends LandingTable {
    VoucherTable() {
        super("vouchers");
    }

    @Override
    Object keys(List<Document> documents) {
        return Columns.of(documents, UUID[]::new, document -> ((Voucher) document).id());
    }

    @Override
    void addColumns(List<@Nullable Object> arguments, List<Document> changed) {
        var vouchers = changed.stream().map(Voucher.class::cast).toList();
        arguments.add(Columns.of(vouchers, LocalDate[]::new, Voucher::date));
        arguments.add(Columns.of(vouchers, Integer[]::new, Voucher::type));
        arguments.add(Columns.of(vouchers, UUID[]::new, Voucher::sourceId));
        arguments.add(Columns.of(vouchers, String[]::new, Voucher::series));
        arguments.add(Columns.of(vouchers, String[]::new, Voucher::number));
        arguments.add(Columns.of(vouchers, String[]::new, Voucher::text));
        arguments.add(Columns.of(vouchers, String[]::new, voucher -> stamp(voucher.modifiedUtc())));
        arguments.add(Columns.of(vouchers, String[]::new, voucher -> stamp(voucher.createdUtc())));
        arguments.add(Columns.of(vouchers, String[]::new, Voucher::extra));
        addRowColumns(arguments, placed(vouchers));
    }

    @Override
    void addKept(List<@Nullable Object> arguments, Landing landing) {
        var known = landing.known();
        arguments.add(known == null ? null : known.digest());
        arguments.add(known == null ? null : known.hashes());
        arguments.add(known == null ? null : known.place());
    }

    /** Of a page that was not read: as many documents as are stored of it. */
    static @Nullable Object[] recogniseArguments(Landing landing, KnownPage known) {
        var arguments = common(landing);
        arguments.add(landing.request());
        arguments.add(known.digest());
        return arguments.toArray();
    }

    private static void addRowColumns(List<@Nullable Object> arguments, List<PlacedRow> rows) {
        arguments.add(Columns.of(rows, Integer[]::new, PlacedRow::voucher));
        arguments.add(Columns.of(rows, Integer[]::new, PlacedRow::rowNo));
        arguments.add(Columns.longs(rows, placed -> placed.row().account()));
        arguments.add(Columns.of(rows, BigDecimal[]::new, placed -> placed.row().debit()));
        arguments.add(Columns.of(rows, BigDecimal[]::new, placed -> placed.row().credit()));
        arguments.add(Columns.of(rows, UUID[]::new, placed -> placed.row().vatCodeId()));
        arguments.add(Columns.of(rows, UUID[]::new, placed -> placed.row().costCenterItemId1()));
        arguments.add(Columns.of(rows, UUID[]::new, placed -> placed.row().costCenterItemId2()));
        arguments.add(Columns.of(rows, UUID[]::new, placed -> placed.row().costCenterItemId3()));
        arguments.add(Columns.of(rows, UUID[]::new, placed -> placed.row().projectId()));
        arguments.add(Columns.of(rows, String[]::new, placed -> placed.row().vatCode()));
        arguments.add(Columns.of(rows, String[]::new, placed -> placed.row().text()));
        arguments.add(Columns.of(rows, String[]::new, placed -> placed.row().extra()));
    }

    private static List<PlacedRow> placed(List<Voucher> vouchers) {
        var rows = new ArrayList<PlacedRow>(vouchers.size() * 3);
        for (int voucher = 0; voucher < vouchers.size(); voucher++) {
            var own = vouchers.get(voucher).rows();
            for (int row = 0; row < own.size(); row++) {
                rows.add(new PlacedRow(voucher + 1, row + 1, own.get(row)));
            }
        }
        return rows;
    }

    private static @Nullable String stamp(@Nullable Instant time) {
        return time == null ? null : Stamp.format(time);
    }

    /** A row with its voucher's place in the page and its own place in the voucher, both from 1. */
    private record PlacedRow(int voucher, int rowNo, VoucherRow row) {}
}
