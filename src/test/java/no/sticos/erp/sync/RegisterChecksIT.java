package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.UUID;
import no.sticos.erp.testing.StubBooks;
import no.sticos.erp.testing.StubBooks.Row;
import no.sticos.erp.testing.StubCompany;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks that hold open items, invoices and VAT against the ledger, and when they must keep silent. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegisterChecksIT {
    private static final UUID OUTPUT = new UUID(7, 25);
    private static final UUID REVERSE = new UUID(7, 86);

    private final StubFetch gateway;
    private StubCompany company;
    private StubBooks books;
    private UUID sale;
    private UUID purchase;

    RegisterChecksIT(io.vertx.core.Vertx core) {
        this.gateway = new StubFetch(new Vertx(core));
        this.company = gateway.begin();
        this.books = new StubBooks(company, 2026, 2026);
        this.sale = new UUID(0, 0);
        this.purchase = new UUID(0, 0);
    }

    /** A sale of 1 250 of which 250 is paid, and a purchase of 500 of which nothing is. */
    @BeforeEach
    void someBooks() {
        company = gateway.begin();
        books = new StubBooks(company, 2026, 2026);
        sale = books.book(
                "B1",
                "2026-02-01",
                Row.of(1500, "1250.00"),
                Row.of(3000, "-1000.00").with(OUTPUT),
                Row.of(2700, "-250.00"));
        books.move("D1", "2026-03-01", 1920, 1500, "250.00");
        purchase = books.book("C1", "2026-02-02", Row.of(6300, "500.00"), Row.of(2400, "-500.00"));
        customersOwe(item(sale, "1250.00", "1000.00", "NOK", "1"));
        owedToSuppliers(supplierInvoice(purchase, "-500.00", "-500.00", 1));
        company.list("/customerinvoices", customerInvoice(sale, "1250.00"));
        company.list(
                "/vatcodes",
                vatCode(OUTPUT, "3", "{\"AccountNumber1\":2700}"),
                vatCode(REVERSE, "86", "{\"AccountNumber1\":2710,\"AccountNumber2\":2705}"));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void right_registers_hold() {
        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("HOLDS WARN 1 1 1000.00");
        assertThat(gateway.check("C6-suppliers")).isEqualTo("HOLDS WARN 1 1 -500.00");
        assertThat(gateway.check("C12")).isEqualTo("HOLDS INFO 1 1");
        assertThat(gateway.check("C13")).isEqualTo("HOLDS WARN 2 2");
        assertThat(gateway.generation("b.verdict")).isEqualTo("OK");
    }

    @Test
    void open_items_that_are_not_what_the_account_holds_are_worth_a_look() {
        customersOwe(item(sale, "1250.00", "900.00", "NOK", "1"));
        owedToSuppliers(supplierInvoice(purchase, "-500.00", "-400.00", 1), supplierInvoice(null, "-9.00", "-9.00", 2));

        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("DEVIATES WARN 0 1 -100.00");
        assertThat(gateway.deviations("C6-customers", "year_start, at_date, account, expected, found"))
                .containsExactly("2026-01-01 2026-12-31 1500 1000.00 900.00");
        assertThat(gateway.deviations("C6-suppliers", "account, expected, found"))
                .as("a deleted invoice is not owed")
                .containsExactly("2400 -500.00 -400.00");
        assertThat(gateway.generation("b.verdict"))
                .as("a warning decides nothing")
                .isEqualTo("OK");
    }

    @Test
    void an_item_in_another_currency_is_worth_its_rate_and_a_difference_says_so() {
        customersOwe(item(sale, "125.00", "100.00", "EUR", "10"));
        fetch();
        assertThat(gateway.check("C6-customers")).isEqualTo("HOLDS WARN 1 1 1000.00");

        customersOwe(item(sale, "125.00", "100.00", "EUR", "11.5"));
        gateway.fetch();
        assertThat(gateway.check("C6-customers")).isEqualTo("DEVIATES WARN 0 1 150.00 currency");
    }

    @Test
    void a_posting_by_hand_on_the_account_is_told_with_the_difference() {
        books.bookByHand("A1", "2026-04-01", Row.of(1500, "40.00"), Row.of(3000, "-40.00"));

        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("DEVIATES WARN 0 1 -40.00 manual");
    }

    @Test
    void the_account_that_an_items_own_voucher_names_is_a_control_account_too() {
        var group = books.book("B2", "2026-05-01", Row.of(1550, "80.00"), Row.of(3000, "-80.00"));
        books.move("A1", "2026-05-02", 1570, 1920, "33.00");
        customersOwe(item(sale, "1250.00", "1000.00", "NOK", "1"), item(group, "80.00", "80.00", "NOK", "1"));

        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("HOLDS WARN 2 2 1080.00");
    }

    @ParameterizedTest
    @CsvSource({"1, cash", "2, method", "null, method"})
    void without_the_invoicing_method_open_items_are_not_in_the_books(String method, String why) {
        books.method(method);
        customersOwe();

        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("NOT_APPLICABLE WARN 0 0 " + why);
        assertThat(gateway.check("C6-suppliers")).startsWith("NOT_APPLICABLE").endsWith(why);
        assertThat(gateway.deviations("C6-customers", "account")).isEmpty();
    }

    @Test
    void what_the_company_has_not_or_could_not_be_read_is_not_held_against_anything() {
        company.refuse("/supplierinvoices", 403, 4009, "NoAccessDueToProductVariant");
        company.refuse("/customerledgeritems", 403, 4006, "NoAccessToScopes");
        company.refuse("/customerinvoices", 403, 4006, "NoAccessToScopes");
        company.refuse("/vatcodes", 403, 4009, "NoAccessDueToProductVariant");

        fetch();

        assertThat(gateway.check("C6-suppliers")).isEqualTo("NOT_APPLICABLE WARN 0 0 notInUse");
        assertThat(gateway.check("C6-customers")).isEqualTo("NOT_APPLICABLE WARN 0 0 notRead");
        assertThat(gateway.check("C12")).isEqualTo("NOT_APPLICABLE INFO 0 0 notInUse");
        assertThat(gateway.check("C13")).isEqualTo("NOT_APPLICABLE WARN 0 0 notRead");
        assertThat(gateway.generation("b.verdict")).isEqualTo("OK");
    }

    @Test
    void items_read_before_something_was_booked_prove_nothing_against_it() {
        books.stamp("2026-11-24T10:00:00.2Z");
        books.move("D2", "2026-03-02", 1920, 1500, "100.00");

        fetch();

        assertThat(gateway.check("C6-customers")).isEqualTo("UNKNOWN WARN 0 1 drift");
        assertThat(gateway.check("C6-suppliers")).startsWith("HOLDS");
    }

    @Test
    void an_invoice_without_its_voucher_or_with_another_total_is_named() {
        var gone = new UUID(9, 9);
        company.list("/customerinvoices", customerInvoice(sale, "1250.50"), customerInvoice(gone, "10.00"));

        fetch();

        assertThat(gateway.check("C13")).isEqualTo("DEVIATES WARN 1 3");
        assertThat(gateway.deviations("C13", "voucher_id, expected, coalesce(found::text, 'none')"))
                .containsExactlyInAnyOrder(sale + " 1250.50 1250.00", gone + " 10.00 none");
    }

    @Test
    void several_invoices_of_one_voucher_share_it_and_what_was_paid_at_once_needs_no_account_of_customers() {
        var cash = books.move("B2", "2026-02-05", 1920, 3000, "60.00");
        company.list(
                "/customerinvoices",
                customerInvoice(sale, "1000.00"),
                customerInvoice(sale, "250.00"),
                customerInvoice(cash, "60.00"));

        fetch();

        assertThat(gateway.check("C13")).isEqualTo("HOLDS WARN 2 2");
    }

    @Test
    void tax_that_is_not_the_rate_of_its_base_is_named_give_or_take_a_krone() {
        books.book(
                "B2",
                "2026-02-03",
                Row.of(1920, "1251.00"),
                Row.of(3000, "-1000.00").with(OUTPUT),
                Row.of(2700, "-251.00"));
        var odd = books.book(
                "B3",
                "2026-02-04",
                Row.of(1920, "1251.01"),
                Row.of(3000, "-1000.00").with(OUTPUT),
                Row.of(2700, "-251.01"));
        books.book(
                "B4",
                "2026-02-05",
                Row.of(1920, "10.00"),
                Row.of(3000, "-10.00").with(OUTPUT));
        books.book(
                "C2",
                "2026-02-06",
                Row.of(6300, "100.00").with(REVERSE),
                Row.of(2710, "25.00"),
                Row.of(2705, "-25.00"),
                Row.of(1920, "-100.00"));

        fetch();

        assertThat(gateway.check("C12")).isEqualTo("DEVIATES INFO 2 3");
        assertThat(gateway.deviations("C12", "voucher_id, account, expected, found"))
                .containsExactly(odd + " 2700 -250.00 -251.01");
        assertThat(gateway.generation("b.verdict")).isEqualTo("OK");
    }

    @Test
    void a_rate_holds_from_its_own_day() {
        company.list(
                "/vatcodesrates",
                """
                {"Id":"%s","Code":"3","VatRates":[{"VatRateDate":"2016-01-01","VatRate":24.0},
                 {"VatRateDate":"2026-02-01","VatRate":25.0}]}"""
                        .formatted(OUTPUT));
        books.book(
                "B2",
                "2026-01-31",
                Row.of(1920, "1240.00"),
                Row.of(3000, "-1000.00").with(OUTPUT),
                Row.of(2700, "-240.00"));

        fetch();

        assertThat(gateway.check("C12")).isEqualTo("HOLDS INFO 2 2");
    }

    private void fetch() {
        books.serve();
        gateway.fetchWhole();
    }

    private void customersOwe(String... items) {
        company.list("/customerledgeritems", items);
    }

    private void owedToSuppliers(String... invoices) {
        company.list("/supplierinvoices", invoices);
    }

    private static String item(UUID voucher, String total, String remaining, String currency, String rate) {
        return """
                {"Id":"%s","CustomerId":"%s","VoucherId":"%s","InvoiceNumber":1,"InvoiceDate":"2026-02-01",
                 "TotalAmountInvoiceCurrency":%s,"RemainingAmountInvoiceCurrency":%s,"CurrencyCode":"%s","CurrencyRate":%s,
                 "CurrencyRateUnit":1,"IsCreditInvoice":false,"ModifiedUtc":"2026-02-01T08:00:00Z"}"""
                .formatted(new UUID(1, voucher.hashCode()), new UUID(2, 1), voucher, total, remaining, currency, rate);
    }

    private static String supplierInvoice(@Nullable UUID voucher, String total, String remaining, int status) {
        return """
                {"Id":"%s","SupplierId":"%s","VoucherId":%s,"InvoiceNumber":"F1","InvoiceDate":"2026-02-02",
                 "TotalAmount":%s,"RemainingAmount":%s,"RemainingAmountInvoiceCurrency":%s,"CurrencyCode":"NOK",
                 "Status":%d,"ModifiedUtc":"2026-02-02T08:00:00Z"}"""
                .formatted(
                        new UUID(3, total.hashCode()),
                        new UUID(4, 1),
                        voucher == null ? "null" : "\"" + voucher + "\"",
                        total,
                        remaining,
                        remaining,
                        status);
    }

    private static String customerInvoice(UUID voucher, String total) {
        return """
                {"Id":"%s","CustomerId":"%s","VoucherId":"%s","InvoiceNumber":1,"InvoiceDate":"2026-02-01",
                 "TotalAmount":%s,"CurrencyCode":"NOK","ModifiedUtc":"2026-02-01T08:00:00Z"}"""
                .formatted(new UUID(5, (voucher + total).hashCode()), new UUID(2, 1), voucher, total);
    }

    private static String vatCode(UUID id, String code, String accounts) {
        return "{\"Id\":\"%s\",\"Code\":\"%s\",\"VatRate\":25.0,\"RelatedAccounts\":%s}".formatted(id, code, accounts);
    }
}
