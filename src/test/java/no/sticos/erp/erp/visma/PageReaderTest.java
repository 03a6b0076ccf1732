package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherHash;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
    private static final Pattern NAME = Pattern.compile("\"([A-Za-z0-9]+)\":");
    private static final Instant ANSWERED = Instant.parse("2026-11-24T06:00:00Z");
    private static final String ID = "d49232b0-ae1f-477b-abc2-58c431a11af8";
    private static final String YEAR = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Query VOUCHERS = Query.within(Resource.VOUCHERS, YEAR);
    private static final String META =
            """
            {"CurrentPage":1,"PageSize":50,"TotalNumberOfPages":3,"TotalNumberOfResults":142,
             "ServerTimeUtc":"2018-06-21T16:23:13.1083743Z"}""";
    private static final String VOUCHER =
            """
            {"Id":"%s","NumberAndNumberSeries":"A12","NumberSeries":"A","VoucherDate":"2026-03-30",
             "VoucherText":"Kundefaktura 1011","VoucherType":14,"SourceId":null,"ImportedVoucherNumber":null,
             "CreatedUtc":"2026-06-27T17:34:17.672816Z","ModifiedUtc":"2026-06-27T17:34:17.6730217Z",
             "Rows":[{"AccountNumber":3041,"AccountDescription":"Salg","DebitAmount":0.00,"CreditAmount":9000.00,
              "TransactionText":null,"VatCodeAndPercent":"3 25%%","ProjectId":"b99422f2-9ca0-4785-992c-c14d9285a04b"}]}"""
                    .formatted(ID);

    @Test
    void a_page_knows_its_place_in_the_list() {
        var page = read(VOUCHERS, envelope(VOUCHER));

        assertThat(page.number()).isEqualTo(1);
        assertThat(page.lastNumber()).isEqualTo(3);
        assertThat(page.total()).isEqualTo(142);
        assertThat(page.serverTime()).isEqualTo(Instant.parse("2018-06-21T16:23:13.108374300Z"));
    }

    @Test
    void a_voucher_is_read_field_by_field() {
        var voucher = voucher(VOUCHER);

        assertThat(voucher.key()).isEqualTo(ID);
        assertThat(voucher.date()).isEqualTo(LocalDate.of(2026, 3, 30));
        assertThat(voucher.series()).isEqualTo("A");
        assertThat(voucher.number()).isEqualTo("A12");
        assertThat(voucher.text()).isEqualTo("Kundefaktura 1011");
        assertThat(voucher.type()).isEqualTo(14);
        assertThat(voucher.sourceId()).isNull();
        assertThat(voucher.createdUtc()).isEqualTo(Instant.parse("2026-06-27T17:34:17.672816Z"));
        assertThat(voucher.modifiedUtc()).isEqualTo(Instant.parse("2026-06-27T17:34:17.673021700Z"));
        assertThat(voucher.extra()).isNull();
        assertThat(voucher.rows()).singleElement().satisfies(row -> {
            assertThat(row.account()).isEqualTo(3041);
            assertThat(row.debit()).isEqualTo(new BigDecimal("0.00"));
            assertThat(row.credit()).isEqualTo(new BigDecimal("9000.00"));
            assertThat(row.vatCode()).isEqualTo("3 25%");
            assertThat(row.projectId()).hasToString("b99422f2-9ca0-4785-992c-c14d9285a04b");
            assertThat(row.text()).isNull();
            assertThat(row.extra()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "100", "0.10", "1234567890123456.789", "-0.005", "99999999999999999999.99"})
    void amounts_keep_every_digit(String amount) {
        var voucher = voucher(VOUCHER.replace("9000.00", amount));

        assertThat(voucher.rows().get(0).credit()).isEqualTo(new BigDecimal(amount));
    }

    @Test
    void books_that_are_wrong_are_kept_as_they_are() {
        var voucher = voucher(VOUCHER.replace("\"VoucherType\":14", "\"VoucherType\":9999"));

        assertThat(voucher.type()).isEqualTo(9999);
        assertThat(voucher.rows()).hasSize(1);
        assertThat(read(VOUCHERS, envelope(VOUCHER.replaceAll("\\[.*]", "[]").replace("\n", "")))
                        .unreadable())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-30, 2026-03-30",
        "2026-03-30T00:00:00, 2026-03-30",
        "2026-03-30T23:30:00Z, 2026-03-30",
        "2026-03-30T00:00:00+02:00, 2026-03-30"
    })
    void a_date_may_carry_a_time(String given, String date) {
        assertThat(voucher(VOUCHER.replace("2026-03-30", given)).date()).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-27T17:34:17Z, 2026-06-27T17:34:17Z",
        "2026-06-27T17:34:17.6Z, 2026-06-27T17:34:17.6Z",
        "2026-06-27T17:34:17.6730217Z, 2026-06-27T17:34:17.673021700Z",
        "2026-06-27T17:34:17.673021799Z, 2026-06-27T17:34:17.673021700Z",
        "2026-06-27T17:34:17.67302171234567Z, 2026-06-27T17:34:17.673021700Z",
        "2026-06-27T19:34:17+02:00, 2026-06-27T17:34:17Z",
        "2026-06-27T17:34:17, 2026-06-27T17:34:17Z"
    })
    void a_timestamp_has_any_number_of_fraction_digits(String given, Instant instant) {
        assertThat(voucher(VOUCHER.replace("2026-06-27T17:34:17.6730217Z", given))
                        .modifiedUtc())
                .isEqualTo(instant);
    }

    @Test
    void property_names_are_found_in_any_case() {
        var lower = names(VOUCHER, name -> name.toLowerCase(Locale.ROOT));
        var camel = names(VOUCHER, name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));

        assertThat(voucher(lower)).isEqualTo(voucher(VOUCHER));
        assertThat(voucher(camel)).isEqualTo(voucher(VOUCHER));
    }

    @Test
    void unknown_fields_are_kept() {
        var voucher =
                voucher(VOUCHER.replace("{\"Id\"", "{\"newField\":{\"b\":1.50,\"a\":[true,null]},\"Gone\":null,\"Id\"")
                        .replace("\"AccountNumber\"", "\"VatAmount\":12.500,\"AccountNumber\""));

        assertThat(voucher.extra()).isEqualTo("{\"NewField\":{\"A\":[true,null],\"B\":1.50}}");
        assertThat(voucher.rows().get(0).extra()).isEqualTo("{\"VatAmount\":12.500}");
    }

    @Test
    void the_name_of_an_account_is_not_the_vouchers() {
        assertThat(voucher(VOUCHER.replace("\"Salg\"", "\"Salg av tjenester\"")))
                .isEqualTo(voucher(VOUCHER));
    }

    @Test
    void hashes_can_be_computed_again_from_the_fields() {
        var voucher = voucher(VOUCHER);

        assertThat(voucher.rowHash()).isEqualTo(VoucherHash.rowHash(voucher)).isNotZero();
        assertThat(voucher.booksHash())
                .isEqualTo(VoucherHash.booksHash(voucher))
                .isNotZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"VoucherDate\":\"2026-03-30\"  | \"VoucherDate\":null         | missing VoucherDate",
                "\"VoucherDate\":\"2026-03-30\"  | \"VoucherDate\":\"30.03.26\" | bad VoucherDate",
                "\"VoucherDate\":\"2026-03-30\"  | \"VoucherDate\":\"2026-02-30\" | bad VoucherDate",
                "\"ModifiedUtc\":\"2026          | \"ModifiedUtc\":\"0          | bad ModifiedUtc",
                "\"AccountNumber\":3041          | \"AccountNumber\":null       | missing AccountNumber",
                "\"AccountNumber\":3041          | \"AccountNumber\":0          | bad AccountNumber",
                "\"AccountNumber\":3041          | \"AccountNumber\":10000000000 | bad AccountNumber",
                "\"AccountNumber\":3041          | \"AccountNumber\":3041.5     | bad AccountNumber",
                "9000.00                         | \"9000.00\"                  | bad CreditAmount",
                "9000.00                         | true                         | bad CreditAmount",
                "9000.00                         | 1e999999999                  | absurd number",
                "\"VoucherType\":14              | \"VoucherType\":1e12         | bad VoucherType",
                "\"VoucherType\":14              | \"NumberSeries\":\"B\"       | duplicate property",
                "Kundefaktura                    | null\\u0000tegn              | unstorable text",
                "\"Rows\":[                      | \"Lines\":[                  | missing Rows",
                "\"Rows\":[                      | \"Rows\":[7,                 | bad Rows",
            })
    void a_document_that_cannot_be_read_is_set_aside_and_the_others_go_on(String good, String bad, String reason) {
        var broken = VOUCHER.replace(good, bad);

        var page = read(VOUCHERS, envelope(VOUCHER.replace(ID, YEAR), broken, VOUCHER.replace(ID, YEAR)));

        assertThat(page.documents()).hasSize(2);
        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.resource()).isEqualTo(Resource.VOUCHERS);
            assertThat(unreadable.key()).isEqualTo(ID);
            assertThat(unreadable.reason()).isEqualTo(reason);
            assertThat(unreadable.raw()).isEqualTo(broken);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "42", "\"x\"", "[[{\"Id\":1}],2]", "{\"Id\":{\"Id\":\"x\"}}"})
    void what_is_no_document_is_set_aside_with_its_text(String odd) {
        var page = read(VOUCHERS, envelope(odd, VOUCHER));

        assertThat(page.documents()).hasSize(1);
        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.raw()).isEqualTo(odd);
            assertThat(unreadable.key()).isEmpty();
        });
    }

    @Test
    void a_document_without_a_sound_id_has_no_key() {
        var page = read(VOUCHERS, envelope(VOUCHER.replace(ID, "17")));

        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.key()).isEmpty();
            assertThat(unreadable.reason()).isEqualTo("bad Id");
        });
    }

    @Test
    void a_document_longer_than_its_bound_is_set_aside_with_the_beginning_of_its_text() {
        var giant = VOUCHER.replace("Kundefaktura", "æ".repeat(300_000));

        var page = new PageReader(VOUCHERS, 500_000, "", Recall.NOTHING)
                .read(bytes(envelope(giant, VOUCHER)), 1, ANSWERED);

        assertThat(page.documents()).hasSize(1);
        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.reason()).isEqualTo("document longer than its bound");
            assertThat(unreadable.key()).isEqualTo(ID);
            assertThat(unreadable.raw()).hasSize(16_384);
        });
    }

    @Test
    void a_number_of_a_million_digits_harms_its_document_only() {
        var page = read(VOUCHERS, envelope(VOUCHER.replace("9000.00", "9".repeat(1_000_000)), VOUCHER));

        assertThat(page.documents()).hasSize(1);
        assertThat(page.unreadable()).singleElement().matches(one -> one.reason()
                .equals("absurd number"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Vedlikehold</body></html>",
                "[]",
                "{\"Data\":[]}",
                "{\"Meta\":META}",
                "{\"Meta\":null,\"Data\":[]}",
                "{\"Meta\":META,\"Data\":null}",
                "{\"Meta\":META,\"Data\":{}}",
                "{\"Meta\":{\"CurrentPage\":1},\"Data\":[]}",
                "{\"Meta\":META,\"Data\":[]",
                "{\"Meta\":META,\"Data\":[{\"Id\":\"",
                "{\"Meta\":META,\"Data\":[{\"Id\":1},]}",
                "{\"Meta\":META,\"Data\":[]}{}",
            })
    void an_answer_that_is_no_page_is_refused_as_a_whole(String answer) {
        assertThatThrownBy(() -> read(VOUCHERS, answer.replace("META", META)))
                .matches(error -> Fault.is(error, Cause.NOT_UNDERSTOOD));
    }

    @Test
    void a_page_cut_anywhere_is_refused_and_never_half_used() {
        var whole = envelope(VOUCHER, VOUCHER.replace(ID, YEAR));

        for (int length = 0; length < whole.length(); length++) {
            var cut = whole.substring(0, length);
            assertThatThrownBy(() -> read(VOUCHERS, cut)).matches(error -> Fault.is(error, Cause.NOT_UNDERSTOOD));
        }
    }

    @Test
    void another_page_than_asked_for_is_refused() {
        assertThatThrownBy(() -> new PageReader(VOUCHERS, 1 << 20, "", Recall.NOTHING)
                        .read(bytes(envelope(VOUCHER)), 2, ANSWERED))
                .hasMessageContaining("another page than asked for");
    }

    @Test
    void an_empty_list_may_have_no_pages() {
        var page = read(
                VOUCHERS, "{\"Data\":[],\"Meta\":" + META.replace(":3,", ":0,").replace("142", "0") + "}");

        assertThat(page.isLast()).isTrue();
        assertThat(page.total()).isZero();
    }

    @Test
    void an_error_of_the_reader_never_quotes_the_answer() {
        assertThatThrownBy(() -> read(VOUCHERS, "{\"Secret\": hemmelig"))
                .hasMessageNotContaining("emmelig")
                .hasNoCause();
    }

    @Test
    void an_account_is_keyed_by_its_year_and_number_whatever_the_numbers_form() {
        var query = Query.within(Resource.ACCOUNTS, YEAR);
        var asText = "{\"Number\":\"1920\",\"Name\":\"Bank\",\"FiscalYearId\":\"" + YEAR + "\",\"ModifiedUtc\":null}";
        var asNumber = asText.replace("\"1920\"", "1920").replace("\"FiscalYearId\"", "\"fiscalyearid\"");

        assertThat(item(query, asText).key()).isEqualTo(YEAR + "/1920");
        assertThat(item(query, asNumber).key()).isEqualTo(YEAR + "/1920");
        assertThat(item(query, asNumber).booksHash())
                .isEqualTo(item(query, asText).booksHash());
        assertThat(item(query, asText).body())
                .isEqualTo("{\"FiscalYearId\":\"" + YEAR
                        + "\",\"ModifiedUtc\":null,\"Name\":\"Bank\",\"Number\":\"1920\"}");
    }

    @Test
    void a_balance_gets_the_date_it_was_asked_for() {
        var query = Query.within(Resource.ACCOUNT_BALANCES, "2025-12-31");

        var item = item(query, "{\"AccountNumber\":1510,\"Balance\":50733.080,\"AccountType\":1}");

        assertThat(item.key()).isEqualTo("2025-12-31/1510");
        assertThat(item.body())
                .isEqualTo("{\"AccountNumber\":1510,\"AccountType\":1,\"Balance\":50733.080,\"Date\":\"2025-12-31\"}");
    }

    @Test
    void a_balance_without_an_amount_is_set_aside_with_its_key() {
        var query = Query.within(Resource.ACCOUNT_BALANCES, "2025-12-31");

        var page = read(query, envelope("{\"AccountNumber\":1510,\"Balance\":null}"));

        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.key()).isEqualTo("2025-12-31/1510");
            assertThat(unreadable.reason()).isEqualTo("missing Balance");
        });
    }

    @Test
    void a_balance_that_only_gained_a_zero_is_the_same_books() {
        var query = Query.all(Resource.OPENING_BALANCES);
        var short1 = item(query, "{\"Number\":1920,\"Balance\":100.5,\"Name\":\"Bank\"}");
        var long1 = item(query, "{\"Number\":1920,\"Balance\":100.50,\"Name\":\"Bank\"}");
        var other = item(query, "{\"Number\":1920,\"Balance\":100.51,\"Name\":\"Bank\"}");

        assertThat(short1.booksHash()).isEqualTo(long1.booksHash()).isNotEqualTo(other.booksHash());
        assertThat(short1.rowHash()).isNotEqualTo(long1.rowHash());
    }

    @Test
    void a_fiscal_year_is_the_same_books_with_or_without_a_time_of_day() {
        var query = Query.all(Resource.FISCAL_YEARS);
        var date = "{\"Id\":\"" + YEAR + "\",\"StartDate\":\"2026-01-01\",\"EndDate\":\"2026-12-31\"}";

        assertThat(item(query, date.replace("-01\"", "-01T00:00:00\"")).booksHash())
                .isEqualTo(item(query, date).booksHash());
        assertThat(item(query, date).key()).isEqualTo(YEAR);
    }

    @Test
    void company_settings_are_a_page_of_one() {
        var page = read(Query.all(Resource.COMPANY_SETTINGS), settings("974760673", "7"));

        assertThat(page.isLast()).isTrue();
        assertThat(page.total()).isEqualTo(1);
        assertThat(page.serverTime()).isEqualTo(ANSWERED);
        assertThat(page.documents()).singleElement().satisfies(document -> {
            assertThat(document.key()).isEqualTo("c-17");
            assertThat(((Item) document).body()).contains("\"CorporateIdentityNumber\":\"974760673\"");
        });
    }

    @Test
    void the_next_invoice_number_is_no_change_of_the_company() {
        var query = Query.all(Resource.COMPANY_SETTINGS);
        var today = (Item) read(query, settings("974760673", "7")).documents().get(0);
        var tomorrow =
                (Item) read(query, settings("974760673", "8")).documents().get(0);

        assertThat(tomorrow.body()).isNotEqualTo(today.body());
        assertThat(tomorrow.rowHash()).isEqualTo(today.rowHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"13097248022", "130972 48022", "NO 130972 48022 MVA"})
    void a_personal_number_stops_at_the_door(String number) {
        var page = read(Query.all(Resource.COMPANY_SETTINGS), settings(number, "7"));

        assertThat(page.documents()).singleElement().satisfies(document -> assertThat(((Item) document).body())
                .doesNotContain("CorporateIdentityNumber", "48022"));
    }

    @Test
    void the_text_of_unreadable_settings_hides_a_personal_number() {
        var unnamed = settings("130972 48022", "7").replace("\"Name\"", "\"Navn\"");

        var page = read(Query.all(Resource.COMPANY_SETTINGS), unnamed);

        assertThat(page.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.reason()).isEqualTo("missing Name");
            assertThat(unreadable.raw())
                    .contains("\"CorporateIdentityNumber\":\"***\"")
                    .doesNotContain("48022");
        });
    }

    private static String settings(String identity, String nextInvoice) {
        return """
               {"CompanyIdentifier":"c-17","Name":"Fjord Regnskap AS","CorporateIdentityNumber":"%s","VatCode":"%s",
                "CountryCode":"NO","NextCustomerInvoiceNumber":%s}"""
                .formatted(identity, identity, nextInvoice);
    }

    private static String names(String json, UnaryOperator<String> spelling) {
        return NAME.matcher(json).replaceAll(name -> "\"" + spelling.apply(name.group(1)) + "\":");
    }

    private static Voucher voucher(String json) {
        var page = read(VOUCHERS, envelope(json));
        assertThat(page.unreadable()).isEmpty();
        return (Voucher) page.documents().get(0);
    }

    private static Item item(Query query, String json) {
        var page = read(query, envelope(json));
        assertThat(page.unreadable()).isEmpty();
        return (Item) page.documents().get(0);
    }

    private static String envelope(String... documents) {
        return "{\"Meta\":" + META + ",\"Data\":[" + String.join(" ,\n ", documents) + "]}";
    }

    private static Page read(Query query, String answer) {
        return new PageReader(query, 1 << 20, "", Recall.NOTHING).read(bytes(answer), 1, ANSWERED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
