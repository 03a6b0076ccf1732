package no.sticos.erp.erp;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The two content hashes of a voucher, from its fields alone.
 *
 * <p>They can be computed again from what is stored: amounts count by their plain notation, times by
 * {@link java.time.Instant#toString}, extra fields by their canonical JSON, whatever form the database
 * gave them back in. A change of what is hashed raises {@link ContentHash#VERSION}.
 */
public final class VoucherHash {
    private VoucherHash() {}

    /**
     * The voucher with both hashes filled in; those it came with are not looked at. Its extra fields are canonical, as
     * they are where it was just read.
     */
    public static Voucher sealed(Voucher v) {
        return new Voucher(
                v.id(),
                v.date(),
                v.series(),
                v.number(),
                v.text(),
                v.type(),
                v.sourceId(),
                v.modifiedUtc(),
                v.createdUtc(),
                v.rows(),
                v.extra(),
                rowHash(v, extra -> extra),
                booksHash(v));
    }

    /** Hash of everything that is stored; {@code 1.0} and {@code 1.00} differ. */
    public static long rowHash(Voucher voucher) {
        return rowHash(voucher, JsonValue::canonical);
    }

    private static long rowHash(Voucher voucher, UnaryOperator<String> canonical) {
        var hash = new ContentHash()
                .add(voucher.id())
                .add(voucher.date())
                .add(voucher.series())
                .add(voucher.number())
                .add(voucher.text())
                .add(voucher.type())
                .add(voucher.sourceId())
                .add(voucher.modifiedUtc())
                .add(voucher.createdUtc())
                .add(extra(voucher.extra(), canonical));
        voucher.rows().forEach(row -> addContent(hash, row, canonical));
        return hash.value();
    }

    /** Hash of what the books are made of; {@code 1.0} and {@code 1.00} are the same. */
    public static long booksHash(Voucher voucher) {
        var hash = new ContentHash().add(voucher.date()).add(voucher.series()).add(voucher.number());
        voucher.rows()
                .forEach(row -> hash.add(row.account()).add(amount(row.debit())).add(amount(row.credit())));
        return hash.value();
    }

    private static void addContent(ContentHash hash, VoucherRow row, UnaryOperator<String> canonical) {
        hash.add(row.account())
                .add(row.debit().toPlainString())
                .add(row.credit().toPlainString())
                .add(row.text())
                .add(row.vatCodeId())
                .add(row.vatCode())
                .add(row.costCenterItemId1())
                .add(row.costCenterItemId2())
                .add(row.costCenterItemId3())
                .add(row.projectId())
                .add(extra(row.extra(), canonical));
    }

    private static String amount(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static @Nullable String extra(@Nullable String json, UnaryOperator<String> canonical) {
        return json == null ? null : canonical.apply(json);
    }
}
