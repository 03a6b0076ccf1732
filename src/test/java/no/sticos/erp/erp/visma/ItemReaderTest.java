package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are kept as Visma's own fields: what is checked, what counts as a change, what never enters. */
class ItemReaderTest {
    private static final String ID = "d49232b0-ae1f-477b-abc2-58c431a11af8";
    private static final Query CUSTOMERS = Query.all(Resource.CUSTOMERS);
    private static final Query INVOICES = Query.all(Resource.SUPPLIER_INVOICES);
    private static final String INVOICE =
            """
            {"Id":"%s","TotalAmount":-1250.00,"RemainingAmount":-250.00,"SupplierName":"Lev","DueDate":"2026-07-01",
             "Rows":[{"AccountNumber":4300,"DebetAmount":1000.00,"ProjectId":null,"TransactionText":"Varer"}]}"""
                    .formatted(ID);

    static Stream<VismaResource> items() {
        return ResourceTable.ALL.stream().filter(each -> each.resource() != Resource.VOUCHERS && !each.isBare());
    }

    /** The views give these fields a type; a value that cannot have it must not reach them. */
    @ParameterizedTest
    @MethodSource("items")
    void a_field_that_the_read_model_gives_a_type_is_refused_in_any_other_form(VismaResource resource) {
        var content = resource.content();
        var checked = Stream.of(content.key(), content.books(), content.typed())
                .flatMap(List::stream)
                .filter(field -> field.kind() != Field.Kind.ANY)
                .toList();
        for (var field : checked) {
            var page = read(resource, document(resource, field.name(), "[\"x\"]"));

            assertThat(page.unreadable()).as(field.name()).singleElement().satisfies(set -> assertThat(set.reason())
                    .isEqualTo("bad " + field.name()));
        }
        assertThat(read(resource, document(resource, "", "")).documents()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("items")
    void a_part_that_the_read_model_gives_a_type_is_checked_too(VismaResource resource) {
        for (var part : resource.content().parts()) {
            for (var field : part.fields()) {
                if (field.kind() != Field.Kind.ANY) {
                    var bad = "[{\"" + field.name() + "\":{\"x\":1}}]";
                    assertThat(read(resource, document(resource, part.name(), bad))
                                    .unreadable())
                            .as(part.name() + "." + field.name())
                            .singleElement()
                            .satisfies(set -> assertThat(set.reason()).isEqualTo("bad " + field.name()));
                }
            }
            assertThat(read(resource, document(resource, part.name(), "[7]")).unreadable())
                    .hasSize(1);
            assertThat(read(resource, document(resource, part.name(), "null")).documents())
                    .hasSize(1);
        }
    }

    @Test
    void a_row_of_an_invoice_is_of_the_books_but_for_what_it_is_tagged_with() {
        var invoice = invoice(INVOICE);

        assertThat(invoice(INVOICE.replace("1000.00", "1000.0")).booksHash()).isEqualTo(invoice.booksHash());
        assertThat(invoice(INVOICE.replace("1000.00", "1000.01")).booksHash()).isNotEqualTo(invoice.booksHash());
        var tagged = invoice(INVOICE.replace("\"ProjectId\":null", "\"ProjectId\":\"" + ID + "\""));
        assertThat(tagged.booksHash()).isEqualTo(invoice.booksHash());
        assertThat(tagged.rowHash()).isNotEqualTo(invoice.rowHash());
    }

    @Test
    void a_suppliers_new_name_is_no_change_of_its_invoices() {
        var renamed = invoice(INVOICE.replace("\"Lev\"", "\"Nytt navn\""));

        assertThat(renamed.rowHash()).isEqualTo(invoice(INVOICE).rowHash());
        assertThat(renamed.body()).contains("Nytt navn");
    }

    @Test
    void a_new_field_of_vismas_is_kept_and_is_no_change_of_the_books() {
        var grown = invoice(INVOICE.replace("{\"Id\"", "{\"NewField\":{\"deep\":[1.50]},\"Id\""));

        assertThat(grown.body()).contains("\"NewField\":{\"Deep\":[1.50]}");
        assertThat(grown.booksHash()).isEqualTo(invoice(INVOICE).booksHash());
        assertThat(grown.rowHash()).isNotEqualTo(invoice(INVOICE).rowHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TotalAmount", "RemainingAmount"})
    void an_invoice_without_its_amounts_would_pass_for_nothing_owed(String name) {
        var page = read(ResourceTable.of(INVOICES), INVOICE.replace("\"" + name + "\"", "\"X\""));

        assertThat(page.unreadable()).singleElement().satisfies(set -> {
            assertThat(set.reason()).isEqualTo("missing " + name);
            assertThat(set.key()).isEqualTo(ID);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "974760673,              false, true",
        "NO 974 760 673 MVA,     false, true",
        "556677-8899,            false, true",
        "IT12345678901,          false, true",
        "FR 12 345678901,        false, true",
        "13897248022,            false, false",
        "138972 48022,           false, false",
        "138972-48022,           false, false",
        "NO13897248022MVA,       false, false",
        "11111111111,            false, false",
        "811212-1212,            true,  false",
        "974760673,              true,  false"
    })
    void a_partys_number_is_kept_only_where_it_cannot_be_a_persons(String number, boolean isPrivate, boolean kept) {
        var customer = customer(number, isPrivate);

        assertThat(customer.body().contains("CorporateIdentityNumber")).isEqualTo(kept);
        assertThat(customer.body().contains(number)).isEqualTo(kept);
    }

    @Test
    void a_bank_transaction_knows_its_account_whichever_list_it_stands_in() {
        for (var list : List.of("unmatched", "matched")) {
            var resource = ResourceTable.of(Query.within(Resource.BANK_TRANSACTIONS, ID + "/" + list));
            var page = read(resource, ID + "/" + list, "{\"Id\":\"" + ID + "\",\"TransactionAmount\":1.00}");

            assertThat(page.documents()).singleElement().satisfies(document -> assertThat(((Item) document).body())
                    .contains("\"BankAccountId\":\"" + ID + "\""));
            assertThat(resource.path()).endsWith("/" + list);
        }
    }

    private static Item invoice(String json) {
        var page = read(ResourceTable.of(INVOICES), json);
        assertThat(page.unreadable()).isEmpty();
        return (Item) page.documents().get(0);
    }

    private static Item customer(String number, boolean isPrivate) {
        var json = "{\"Id\":\"" + ID + "\",\"CorporateIdentityNumber\":\"" + number + "\",\"VatNumber\":\"" + number
                + "\",\"IsPrivatePerson\":" + isPrivate + "}";
        return (Item) read(ResourceTable.of(CUSTOMERS), json).documents().get(0);
    }

    /** A document with a sound value in each declared field, but for one. */
    private static String document(VismaResource resource, String but, String value) {
        var content = resource.content();
        var fields = Stream.of(content.key(), content.books(), content.typed())
                .flatMap(List::stream)
                .filter(field -> !field.name().equals(but))
                .map(field -> "\"" + field.name() + "\":" + sound(field.kind()))
                .distinct();
        var odd = but.isEmpty() ? Stream.<String>of() : Stream.of("\"" + but + "\":" + value);
        return Stream.concat(fields, odd).collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private static String sound(Field.Kind kind) {
        return switch (kind) {
            case ID -> "\"" + ID + "\"";
            case DATE -> "\"2026-03-30\"";
            case ACCOUNT, WHOLE -> "1920";
            case AMOUNT -> "9000.00";
            case FLAG -> "false";
            case ANY -> "\"x\"";
        };
    }

    private static Page read(VismaResource resource, String document) {
        var scope = resource.path().contains("{date}")
                ? "2026-03-30"
                : resource.path().contains("{") ? ID : "";
        return read(resource, scope.isEmpty() || !resource.path().contains("bank") ? scope : ID + "/matched", document);
    }

    private static Page read(VismaResource resource, String scope, String document) {
        var answer =
                """
                {"Meta":{"CurrentPage":1,"TotalNumberOfPages":1,"TotalNumberOfResults":1,
                 "ServerTimeUtc":"2026-11-24T10:00:00Z"},"Data":[%s]}"""
                        .formatted(document);
        return new PageReader(Query.within(resource.resource(), scope), 1 << 20, "", Recall.NOTHING)
                .read(answer.getBytes(StandardCharsets.UTF_8), 1, Instant.EPOCH);
    }
}
