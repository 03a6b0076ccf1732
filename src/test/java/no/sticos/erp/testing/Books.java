package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherHash;
import no.sticos.erp.erp.VoucherRow;
import org.jspecify.annotations.Nullable;

/** Documents for tests, with the hashes that the real reader would give them. */
public final class Books {
    private Books() {}

    /** A voucher of series and number, {@code A12}; the same number is always the same voucher. */
    public static VoucherOf voucher(String number) {
        return new VoucherOf(number);
    }

    /** An item with this body; both hashes cover all of it. */
    public static Item item(Resource resource, String key, String json) {
        var body = JsonValue.canonical(json);
        var hash = new ContentHash().add(body).value();
        return new Item(resource, key, body, hash, hash, null);
    }

    /** A fiscal year. */
    public static Item fiscalYear(UUID id, String start, String end) {
        return item(
                Resource.FISCAL_YEARS,
                id.toString(),
                """
                {"Id":"%s","StartDate":"%s","EndDate":"%s","IsLockedForAccounting":false,"BookkeepingMethod":1}"""
                        .formatted(id, start, end));
    }

    /** An account of a year. */
    public static Item account(UUID year, long number, String name) {
        return item(
                Resource.ACCOUNTS,
                year + "/" + number,
                """
                {"FiscalYearId":"%s","Number":"%d","Name":"%s","IsActive":true}"""
                        .formatted(year, number, name));
    }

    /** An account's balance at the end of a day. */
    public static Item balance(String date, long account, String amount) {
        return item(
                Resource.ACCOUNT_BALANCES,
                date + "/" + account,
                """
                {"AccountNumber":%d,"Balance":%s,"Date":"%s"}""".formatted(account, amount, date));
    }

    /** A balance that the first fiscal year opens with. */
    public static Item opening(long account, String amount) {
        return item(
                Resource.OPENING_BALANCES,
                Long.toString(account),
                """
                {"Balance":%s,"Number":%d}""".formatted(amount, account));
    }

    /** A voucher in the making. */
    public static final class VoucherOf {
        private final String number;
        private final List<VoucherRow> rows = new ArrayList<>();
        private UUID id;
        private LocalDate date = LocalDate.of(2026, 3, 30);
        private @Nullable Instant modified = Instant.parse("2026-03-30T12:00:00Z");
        private @Nullable String text = "Bilag";

        VoucherOf(String number) {
            this.number = number;
            this.id = UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.UTF_8));
        }

        /** Instead of the id made from the number. */
        @CanIgnoreReturnValue
        public VoucherOf id(UUID other) {
            id = other;
            return this;
        }

        /** The bookkeeping date, ISO. */
        @CanIgnoreReturnValue
        public VoucherOf date(String iso) {
            date = LocalDate.parse(iso);
            return this;
        }

        /** When it was changed last; null for never told. */
        @CanIgnoreReturnValue
        public VoucherOf modified(@Nullable String iso) {
            modified = iso == null ? null : Instant.parse(iso);
            return this;
        }

        /** The description. */
        @CanIgnoreReturnValue
        public VoucherOf text(@Nullable String other) {
            text = other;
            return this;
        }

        /** A posting to the debit side. */
        @CanIgnoreReturnValue
        public VoucherOf debit(long account, String amount) {
            return row(account, new BigDecimal(amount), BigDecimal.ZERO);
        }

        /** A posting to the credit side. */
        @CanIgnoreReturnValue
        public VoucherOf credit(long account, String amount) {
            return row(account, BigDecimal.ZERO, new BigDecimal(amount));
        }

        /** The voucher, with its hashes. */
        public Voucher done() {
            var series = number.replaceAll("[0-9]", "");
            return VoucherHash.sealed(
                    new Voucher(id, date, series, number, text, 2, null, modified, modified, rows, null, 0, 0));
        }

        @CanIgnoreReturnValue
        private VoucherOf row(long account, BigDecimal debit, BigDecimal credit) {
            rows.add(new VoucherRow(account, debit, credit, null, null, null, null, null, null, null, null));
            return this;
        }
    }
}
