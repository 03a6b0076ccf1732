package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Stage;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private static final FiscalYear Y26 = year(2026);
    private static final FiscalYear Y25 = year(2025);
    private static final FiscalYear Y24 = year(2024);
    private static final List<FiscalYear> YEARS = List.of(Y26, Y25, Y24);

    @Test
    void of_the_years_the_one_under_way_is_known_and_of_a_single_one_before_it_the_sum() {
        var years = years(new ClientView.Part("vouchers", 11_002, 16_904, false), new Position(id(Y25), 8, 11_870));

        assertThat(years)
                .containsExactly(
                        new ClientView.YearPart(2026, 5_034L, 5_034L, true),
                        new ClientView.YearPart(2025, 5_968L, 11_870L, false),
                        new ClientView.YearPart(2024, 0L, null, false));
    }

    @Test
    void of_two_years_before_it_only_that_they_are_whole() {
        var years = years(new ClientView.Part("vouchers", 120, 130, false), new Position(id(Y24), 2, 30));

        assertThat(years)
                .containsExactly(
                        new ClientView.YearPart(2026, null, null, true),
                        new ClientView.YearPart(2025, null, null, true),
                        new ClientView.YearPart(2024, 20L, 30L, false));
    }

    @Test
    void a_year_that_has_not_told_its_length_waits() {
        var years = years(new ClientView.Part("vouchers", 100, 100, false), new Position(id(Y25), 1, 0));

        assertThat(years.get(0)).isEqualTo(new ClientView.YearPart(2026, 100L, 100L, true));
        assertThat(years.get(1)).isEqualTo(new ClientView.YearPart(2025, 0L, null, false));
    }

    @Test
    void a_place_in_a_list_that_is_none_of_the_years_says_nothing() {
        assertThat(years(new ClientView.Part("vouchers", 1, 2, false), new Position("", 2, 2)))
                .isEmpty();
    }

    @Test
    void what_is_left_follows_the_runs_own_pace() {
        var half = List.of(new ClientView.Part("vouchers", 500, 1_500, false));

        assertThat(Progress.left(Stage.REST, half, 1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void too_little_to_go_by_is_no_number() {
        var begun = List.of(new ClientView.Part("vouchers", 99, 1_000, false));

        assertThat(Progress.left(Stage.ALL, begun, 1, Duration.ofSeconds(30))).isNull();
        assertThat(Progress.left(Stage.ALL, begun, 2, Duration.ofSeconds(30))).isNotNull();
        assertThat(Progress.left(Stage.CURRENT, begun, 9, Duration.ofSeconds(30)))
                .as("what comes after this stage nobody knows")
                .isNull();
        assertThat(Progress.left(Stage.ALL, List.of(), 0, Duration.ofSeconds(30)))
                .isNull();
    }

    private static List<ClientView.YearPart> years(ClientView.Part part, Position at) {
        return RunProgress.years(part, at, YEARS);
    }

    private static String id(FiscalYear year) {
        return year.id().toString();
    }

    private static FiscalYear year(int number) {
        return new FiscalYear(new UUID(0, number), LocalDate.of(number, 1, 1), LocalDate.of(number, 12, 31), false);
    }
}
