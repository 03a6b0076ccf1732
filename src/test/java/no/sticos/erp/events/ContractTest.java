package no.sticos.erp.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Contract;
import no.sticos.erp.testing.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of message as the gateway writes it, held against the schemas; and that holding against them finds faults. */
class ContractTest {
    private static final Instant AT = Instant.parse("2026-02-15T10:00:00.123456Z");

    static Stream<Message> messages() {
        return Stream.of(
                WireForm.begin(due(EventKind.GENERATION, 3)),
                WireForm.begin(due(EventKind.GENERATION, 0)),
                page(),
                WireForm.complete(due(EventKind.GENERATION, 3), summary(), tally()),
                WireForm.heartbeat(due(EventKind.HEARTBEAT, 4)),
                WireForm.periodChanged(due(EventKind.PERIOD_CHANGED, 4), period()),
                WireForm.activated(due(EventKind.ACTIVATED, 4)),
                WireForm.deactivated(due(EventKind.DEACTIVATED, 4)),
                WireForm.needsSignIn(due(EventKind.NEEDS_SIGN_IN, 4)),
                WireForm.removed(due(EventKind.BOOKS_REMOVED, 4)),
                WireForm.removed(due(EventKind.REMOVED, 4)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_as_its_schema_says(Message message) {
        assertThat(Contract.validate(message.text())).isEmpty();
    }

    @Test
    void no_kind_of_message_is_left_out_here_or_in_the_asyncapi_document() {
        var types = messages().map(ContractTest::typeOf).distinct().toList();
        var writers = Arrays.stream(WireForm.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Message.class)
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .map(Method::getName)
                .distinct();

        assertThat(writers).hasSize(types.size());
        assertThat(AsyncApi.read().eventTypes()).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "page":1            | "page":1,"more":2     | /data: property 'more'
                    "page":1            | "page":"1"            | /data/page
                    "page":1,           | ``                    | /data: required property 'page'
                    "accountNumber":1500 | "account":1500       | /data/documents/0/document/rows/0
                    "debitAmount":"10.00" | "debitAmount":10.00 | /data/documents/0/document/rows/0/debitAmount
                    "deleted":true      | "deleted":false       | /data/documents/1
                    "entity":"vouchers" | "entity":"secrets"    | /data/entity: no schema
                    "orgnr":"974760673" | "orgnr":null          | /orgnr
                    "tenant":           | "firm":               | : property 'firm'
                    "subject":"7"       | "subject":7           | /subject
                    v1:generation.changes | v1:heartbeat        | /dataschema
                    "time":"2026        | "time":"yesterday     | /time
                    """)
    void what_is_not_as_the_schemas_say_is_named(String old, String now, String told) {
        var message = page().text();
        assertThat(message).contains(old);

        assertThat(Contract.validate(message.replace(old, now))).anyMatch(violation -> violation.startsWith(told));
    }

    @Test
    void what_visma_adds_to_a_document_breaks_nothing() {
        assertThat(Contract.validate(page().text()
                        .replace("\"rows\":[{", "\"importedVoucherNumber\":\"7\",\"rows\":[{\"quantity\":\"1\",")))
                .isEmpty();
    }

    private static String typeOf(Message message) {
        try {
            return Schemas.JSON.readTree(message.text()).path("type").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Due due(EventKind kind, int ackedGen) {
        var claim = new Due.Claim(
                new ClientId(7), new TenantId(3), new Product("rapport"), 12, 40, ackedGen, 0, java.util.Set.of());
        var event = new Due.Event(41, kind, 4, AT, null, kind == EventKind.NEEDS_SIGN_IN ? "grantEnded" : null);
        var company = new Due.Company(UUID.randomUUID(), "firm-1", "c-17", "974760673", "Fjord Regnskap AS");
        return new Due(claim, event, company);
    }

    private static Message page() {
        var voucher =
                """
                {"id":"00000000-0000-0001-0000-000000000002","voucherDate":"2026-02-15","numberSeries":"A",\
                "numberAndNumberSeries":"A12","voucherText":null,"voucherType":2,"sourceId":null,"modifiedUtc":null,\
                "createdUtc":"2026-02-15T10:00:00Z","rows":[{"accountNumber":1500,"debitAmount":"10.00",\
                "creditAmount":"0","transactionText":null,"vatCodeId":null,"vatCodeAndPercent":null,\
                "costCenterItemId1":null,"costCenterItemId2":null,"costCenterItemId3":null,"projectId":null}]}""";
        var changes = List.of(new Change("00000000-0000-0001-0000-000000000002", voucher), new Change("gone", null));
        return WireForm.changes(due(EventKind.GENERATION, 3), new ChangePage("vouchers", changes, null), 1);
    }

    private static Tally tally() {
        var tally = new Tally();
        assertThat(tally.add(new ChangePage("vouchers", List.of(new Change("gone", null)), null)))
                .isEqualTo(1);
        return tally;
    }

    private static GenerationSummary summary() {
        var deviation = new GenerationSummary.Deviation("C1", LocalDate.of(2025, 1, 1), 1500L, "10.00", null, "-10.00");
        return new GenerationSummary(
                Map.of("vouchers", 12L),
                List.of("vouchers/2025-01-01"),
                Map.of("articles", "variantLacks"),
                AT,
                "PARTIAL",
                "DEVIATION",
                "drift",
                List.of(deviation, new GenerationSummary.Deviation("C7", null, null, null, null, null)),
                2);
    }

    private static PeriodChanges period() {
        var voucher = new PeriodChanges.Voucher(
                UUID.randomUUID(),
                "new",
                null,
                "A 13",
                null,
                LocalDate.of(2025, 3, 3),
                List.of(new PeriodChanges.Lock("company", LocalDate.of(2025, 12, 31))),
                null,
                List.of(new PeriodChanges.Account(1920, null, "0.10")),
                1);
        return new PeriodChanges(3, AT, null, null, List.of(LocalDate.of(2024, 1, 1)), 1, 0, 0, List.of(voucher));
    }
}
