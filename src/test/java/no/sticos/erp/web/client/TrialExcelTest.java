package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialExcelTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    private final TrialExcel excel = new TrialExcel(Messages.bokmal());

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "Kaffe & <te> \"søtt\"", "123"})
    void a_name_stays_a_text_whatever_it_begins_with(String name) throws IOException {
        var file = new Spreadsheet(excel.of(name, books(true, line(1920, name))));

        assertThat(file.rows()).contains(name).anyMatch(row -> row.startsWith("1920 " + name + " "));
        assertThat(file.isText("A1")).isTrue();
        assertThat(file.isText("B7")).isTrue();
        assertThat(file.xml()).doesNotContain("<f>");
    }

    @Test
    void a_sign_that_no_file_can_hold_breaks_none() throws IOException {
        var file = new Spreadsheet(excel.of("Fjell\u0001 AS", books(true, line(1920, "Ba\u0000nk"))));

        assertThat(file.rows()).anyMatch(row -> row.startsWith("Fjell")).anyMatch(row -> row.startsWith("1920 Ba"));
        assertThat(file.xml()).doesNotContain("\u0000", "\u0001");
    }

    @Test
    void amounts_are_numbers_to_the_last_ore_and_days_are_dates() throws IOException {
        var file = new Spreadsheet(excel.of("Fjell AS", books(true, line(1920, "Bank"))));

        assertThat(file.rows())
                .contains("Regnskapsår 46023.0 46387.0")
                .contains("1920 Bank 12345678901234.56 1 2 12345678901233.56 12345678901233.57 Avvik");
    }

    @Test
    void movements_of_a_year_that_was_not_read_are_left_out_and_are_no_zeros() throws IOException {
        var file = new Spreadsheet(excel.of("Fjell AS", books(false, line(1920, null))));

        assertThat(file.rows()).contains("1920 12345678901234.56 12345678901233.57 Avvik");
    }

    private static TrialBalance.Line line(long account, @Nullable String name) {
        return new TrialBalance.Line(
                account,
                name,
                new BigDecimal("12345678901234.56"),
                BigDecimal.ONE,
                BigDecimal.valueOf(2),
                new BigDecimal("12345678901233.56"),
                new BigDecimal("12345678901233.57"),
                Verdict.DEVIATION);
    }

    private static TrialBalance books(boolean read, TrialBalance.Line line) {
        var year = new TrialBalance.Year(START, LocalDate.of(2026, 12, 31), read, read, List.of());
        var published = Instant.parse("2026-11-24T13:07:00Z");
        var shown = new TrialBalance.Overview(42, 42, published, published, Verdict.DEVIATION, List.of(year));
        return new TrialBalance(shown, year, List.of(line), false);
    }
}
