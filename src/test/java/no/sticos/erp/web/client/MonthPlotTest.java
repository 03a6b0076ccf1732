package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.ledger.MonthlyResults.Month;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthPlotTest {
    @Test
    void a_bar_is_as_high_as_its_amount_and_stands_on_zero() {
        var plot = MonthPlot.of(List.of(month(1, "500", "250"), month(2, "0", "1000")));

        assertThat(plot.bars()).extracting(MonthPlot.Bar::height).containsExactly(90, 45, 0, 180);
        assertThat(plot.bars()).allMatch(bar -> bar.y() + bar.height() == 196);
        assertThat(plot.lines()).extracting(MonthPlot.Line::amount).containsExactly("1\u00a0000", "0");
    }

    @Test
    void what_is_less_than_nothing_hangs_below_zero() {
        var plot = MonthPlot.of(List.of(month(1, "1000", "-1000")));

        assertThat(plot.bars()).extracting(MonthPlot.Bar::y).containsExactly(16, 106);
        assertThat(plot.bars()).extracting(MonthPlot.Bar::height).containsExactly(90, 90);
        assertThat(plot.lines())
                .extracting(MonthPlot.Line::amount)
                .containsExactly("1\u00a0000", "0", "\u22121\u00a0000");
    }

    @Test
    void an_amount_for_which_there_is_no_room_is_left_out() {
        var plot = MonthPlot.of(List.of(month(1, "500000", "-18000")));

        assertThat(plot.lines()).extracting(MonthPlot.Line::amount).containsExactly("500\u00a0000", "0");
        assertThat(plot.bars().get(1).height()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0",
        "9.99, 10",
        "1000.01, 2\u00a0000",
        "412500, 500\u00a0000",
        "99999999.99, 100\u00a0000\u00a0000"
    })
    void the_uppermost_line_is_at_an_amount_that_is_easily_read(String most, String line) {
        var plot = MonthPlot.of(List.of(month(1, most, "0")));

        assertThat(plot.lines().get(0).amount()).isEqualTo(line);
        assertThat(plot.bars().get(0).y()).isGreaterThanOrEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({"1", "12", "18"})
    void all_months_of_a_year_have_room_beside_each_other(int months) {
        var plot = MonthPlot.of(IntStream.range(0, months)
                .mapToObj(i -> new Month(
                        LocalDate.of(2026, 1, 1).plusMonths(i), BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO))
                .toList());

        var bars = plot.bars();
        IntStream.range(1, bars.size())
                .forEach(i -> assertThat(bars.get(i - 1).x() + bars.get(i - 1).width())
                        .isLessThanOrEqualTo(bars.get(i).x()));
        var last = bars.get(bars.size() - 1);
        assertThat(bars.get(0).x()).isNotNegative();
        assertThat(last.x() + last.width()).isLessThanOrEqualTo(MonthPlot.WIDTH);
        assertThat(plot.labels()).hasSize(months);
    }

    @Test
    void of_months_in_which_nothing_moved_there_is_nothing_to_be_seen() {
        assertThat(MonthPlot.of(List.of(month(1, "0.00", "0"))).isEmpty()).isTrue();
        assertThat(MonthPlot.of(List.of(month(1, "0", "-0.01"))).isEmpty()).isFalse();
    }

    private static Month month(int number, String income, String costs) {
        return new Month(LocalDate.of(2026, number, 1), new BigDecimal(income), new BigDecimal(costs), BigDecimal.ZERO);
    }
}
