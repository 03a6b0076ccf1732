package no.sticos.erp.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryTest {
    @Test
    void an_address_says_what_is_looked_at_and_nothing_else() {
        var query = new ListQuery("æ & å", Chip.DEVIATION, ListQuery.Sort.ORGNR, true, 3);

        assertThat(query.on("/x")).isEqualTo("/x?q=%C3%A6+%26+%C3%A5&status=deviation&sort=orgnr&dir=desc&page=3");
        assertThat(ListQuery.all().on("/x")).isEqualTo("/x");
        assertThat(query.through(Chip.OK).page()).isEqualTo(1);
        assertThat(query.by(ListQuery.Sort.ORGNR).descending()).isFalse();
        assertThat(query.by(ListQuery.Sort.NAME).descending()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "0, 1", "-1, 1", "x, 1", "99999, 10000", "123456, 1", "٣, 1"})
    void a_page_number_is_bounded(String text, int page) {
        assertThat(read(Map.of("page", text)).page()).isEqualTo(page);
    }

    @Test
    void what_cannot_be_understood_is_the_default() {
        var query = read(Map.of("q", "  " + "a".repeat(300), "status", "nonsense", "sort", "id; drop", "dir", "up"));

        assertThat(query)
                .isEqualTo(new ListQuery("a".repeat(ListQuery.LONGEST), Chip.ALL, ListQuery.Sort.NAME, false, 1));
    }

    @Test
    void far_pages_are_reached_over_a_gap() {
        var query = ListQuery.all().at(10);
        var table = new ClientTable(1, query, ClientCounts.none(), List.of(), 1000);

        assertThat(table.pageNumbers()).containsExactly(1, 0, 8, 9, 10, 11, 12, 0, 20);
    }

    private static ListQuery read(Map<String, String> parameters) {
        return ListQuery.read(name -> Optional.ofNullable(parameters.get(name)));
    }
}
