package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.sticos.erp.ledger.Stage;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void the_stages_of_a_first_load_are_one_way_from_0_to_99() {
        assertThat(percent(Stage.SETTINGS, 0)).isZero();
        assertThat(percent(Stage.SETTINGS, 100)).isEqualTo(10);
        assertThat(percent(Stage.CURRENT, 0)).isEqualTo(10);
        assertThat(percent(Stage.CURRENT, 100)).isEqualTo(50);
        assertThat(percent(Stage.REST, 0)).isEqualTo(50);
        assertThat(percent(Stage.REST, 100)).isEqualTo(99);
    }

    @Test
    void a_later_fetch_has_the_whole_way_to_itself() {
        assertThat(percent(Stage.ALL, 0)).isZero();
        assertThat(percent(Stage.ALL, 40)).isEqualTo(40);
        assertThat(percent(Stage.ALL, 100)).isEqualTo(99);
    }

    @Test
    void all_resources_count_by_their_documents() {
        var parts = List.of(part("accounts", 100, 100), part("vouchers", 200, 900));

        assertThat(Progress.percent(Stage.ALL, parts)).isEqualTo(30);
    }

    @Test
    void a_page_that_was_read_twice_does_not_count_for_others() {
        var parts = List.of(part("accounts", 500, 100), part("vouchers", 0, 300));

        assertThat(Progress.percent(Stage.ALL, parts)).isEqualTo(25);
    }

    @Test
    void nothing_expected_yet_is_nothing_done() {
        assertThat(Progress.percent(Stage.ALL, List.of())).isZero();
        assertThat(Progress.percent(Stage.ALL, List.of(part("vouchers", 0, 0)))).isZero();
    }

    private static int percent(Stage stage, int done) {
        return Progress.percent(stage, List.of(part("vouchers", done, 100)));
    }

    private static ClientView.Part part(String resource, long documents, long expected) {
        return new ClientView.Part(resource, documents, expected, documents >= expected);
    }
}
