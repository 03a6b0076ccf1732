package no.sticos.erp.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // a stamp may be missing: the shape reads it as such
class ODataFilterTest {
    private static final UUID ID = UUID.fromString("d49232b0-ae1f-477b-abc2-58c431a11af8");

    private record Item(int number, String series, LocalDate date, @Nullable Instant modified, boolean active) {}

    private static final Shape<String> ROW = Shape.of(Field.of("Text", text -> text));
    private static final Shape<Item> SHAPE = Shape.of(
            Field.fixed("Id", ID),
            Field.unseen("Number", Item::number),
            Field.of("NumberSeries", Item::series),
            Field.of("VoucherDate", Item::date),
            Field.of("ModifiedUtc", Item::modified),
            Field.of("IsActive", Item::active),
            Field.shown("ShownOnly", Item::series),
            Field.of("Rows", item -> Field.Nested.list(ROW, List.of(item.number() == 2 ? "Et brev" : "En pakke"))));
    private static final List<Item> ITEMS = List.of(
            new Item(1, "A", LocalDate.of(2026, 1, 1), Instant.parse("2026-01-01T10:00:00.1234567Z"), true),
            new Item(2, "B", LocalDate.of(2026, 2, 1), Instant.parse("2026-02-01T10:00:00Z"), false),
            new Item(3, "O'Hara", LocalDate.of(2026, 3, 1), null, true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            Number eq 2                                                          | 2
            Number ne 2                                                          | 13
            Number gt 1 and Number le 3                                          | 23
            NumberSeries eq 'A' or NumberSeries eq 'B' and Number gt 5           | 1
            (NumberSeries eq 'A' or NumberSeries eq 'B') and Number lt 5         | 12
            NumberSeries eq 'O''Hara'                                            | 3
            VoucherDate ge 2026-02-01                                            | 23
            VoucherDate ge 2026-02-01T00:00:00.00Z                               | 23
            VoucherDate lt 2026-02-01                                            | 1
            ModifiedUtc ge 2026-01-01T10:00:00.1234567Z                          | 12
            ModifiedUtc gt 2026-01-01T10:00:00.1234567Z                          | 2
            ModifiedUtc eq null                                                  | 3
            ModifiedUtc ne null                                                  | 12
            IsActive eq true                                                     | 13
            year(VoucherDate) eq 2026 and Number lt 3                            | 12
            year(VoucherDate) eq 2025                                            | ""
            -Number lt -1                                                        | 23
            -Number eq -Number                                                   | 123
            contains(NumberSeries,'hara')                                        | 3
            contains(NumberSeries, 'B') or Number eq 1                           | 12
            Rows/any(c: contains(c/Text,'brev'))                                 | 2
            id eq D49232B0-AE1F-477B-ABC2-58C431A11AF8                           | 123
            """)
    void it_lets_through_what_the_words_say(String filter, String numbers) {
        var test = ODataFilter.read(filter, SHAPE);

        assertThat(ITEMS.stream()
                        .filter(test)
                        .map(item -> String.valueOf(item.number()))
                        .reduce("", String::concat))
                .isEqualTo(numbers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nummer eq 1",
                "Number eq",
                "Number is 1",
                "Number eq 'A'",
                "NumberSeries eq A",
                "year(Number) eq 2026",
                "-NumberSeries eq 1",
                "contains(NumberSeries,'A'",
                "contains(NumberSeries,1)",
                "contains(NumberSeries 'A')",
                "Rows/any(c: contains(d/Text,'brev'))",
                "Rows/any(c: contains(c/Tekst,'brev'))",
                "ShownOnly eq 'x'",
                "NumberSeries eq 'A",
                "(Number eq 1",
                "Number eq 1)",
                "Number eq 1 Number eq 2",
                "ModifiedUtc ge '2026-01-01T00:00:00Z'"
            })
    void what_it_cannot_read_is_error_6000(String filter) {
        assertThatThrownBy(() -> ITEMS.stream().anyMatch(ODataFilter.read(filter, SHAPE)))
                .isInstanceOf(Refusal.class)
                .extracting(error -> ((Refusal) error).reply().body().toString())
                .asString()
                .contains("\"ErrorCode\":6000");
    }

    @Test
    void a_date_that_does_not_exist_is_error_6001() {
        assertThatThrownBy(() -> ODataFilter.read("VoucherDate ge 2026-02-30", SHAPE))
                .extracting(error -> ((Refusal) error).reply().body().toString())
                .asString()
                .contains("\"ErrorCode\":6001");
    }

    @Test
    void an_order_takes_several_properties_and_puts_null_first() {
        var order = OrderBy.read("IsActive desc, ModifiedUtc", SHAPE);

        assertThat(order).isNotNull();
        assertThat(ITEMS.stream().sorted(order).map(Item::number)).containsExactly(3, 1, 2);
    }
}
