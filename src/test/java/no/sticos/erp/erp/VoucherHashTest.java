package no.sticos.erp.erp;

import static no.sticos.erp.testing.Books.voucher;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VoucherHashTest {
    private static final Voucher SALE =
            voucher("A12").debit(1500, "125.00").credit(3000, "125.00").done();

    @Test
    void the_same_voucher_has_the_same_hashes() {
        var again = voucher("A12").debit(1500, "125.00").credit(3000, "125.00").done();

        assertThat(again).isEqualTo(SALE);
    }

    @Test
    void another_scale_is_another_text_but_the_same_books() {
        var shorter = voucher("A12").debit(1500, "125.0").credit(3000, "125").done();

        assertThat(shorter.rowHash()).isNotEqualTo(SALE.rowHash());
        assertThat(shorter.booksHash()).isEqualTo(SALE.booksHash());
    }

    @Test
    void a_text_is_stored_but_is_not_the_books() {
        var retold = voucher("A12")
                .text("Salg")
                .debit(1500, "125.00")
                .credit(3000, "125.00")
                .done();

        assertThat(retold.rowHash()).isNotEqualTo(SALE.rowHash());
        assertThat(retold.booksHash()).isEqualTo(SALE.booksHash());
    }

    @Test
    void amount_side_account_date_and_number_are_the_books() {
        assertOtherBooks(voucher("A12").debit(1500, "125.01").credit(3000, "125.00"));
        assertOtherBooks(voucher("A12").debit(1500, "125.00").credit(3000, "125.01"));
        assertOtherBooks(voucher("A12").credit(1500, "125.00").debit(3000, "125.00"));
        assertOtherBooks(voucher("A12").debit(1501, "125.00").credit(3000, "125.00"));
        assertOtherBooks(voucher("A12").date("2026-03-31").debit(1500, "125.00").credit(3000, "125.00"));
        assertOtherBooks(voucher("A13").id(SALE.id()).debit(1500, "125.00").credit(3000, "125.00"));
        assertOtherBooks(voucher("A12").debit(1500, "125.00"));
    }

    @Test
    void extra_fields_count_by_what_they_say_whatever_their_order() {
        assertThat(VoucherHash.rowHash(withExtra("{\"A\":1.10,\"Bb\":null}")))
                .isEqualTo(VoucherHash.rowHash(withExtra("{\"Bb\": null, \"A\": 1.10}")))
                .isNotEqualTo(VoucherHash.rowHash(withExtra("{\"A\":1.1,\"Bb\":null}")))
                .isNotEqualTo(VoucherHash.rowHash(withExtra(null)));
    }

    private static void assertOtherBooks(no.sticos.erp.testing.Books.VoucherOf changed) {
        assertThat(changed.done().booksHash()).isNotEqualTo(SALE.booksHash());
        assertThat(changed.done().rowHash()).isNotEqualTo(SALE.rowHash());
    }

    private static Voucher withExtra(@Nullable String extra) {
        return new Voucher(SALE.id(), SALE.date(), null, null, null, null, null, null, null, SALE.rows(), extra, 0, 0);
    }
}
