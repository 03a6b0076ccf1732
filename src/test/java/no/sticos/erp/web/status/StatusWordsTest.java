package no.sticos.erp.web.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.web.Samples;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusWordsTest {
    private static final Instant TIME = Instant.parse("2026-11-23T01:09:00Z");
    private final StatusWords words = new StatusWords(Messages.bokmal());

    @Test
    void a_failure_says_which_figures_still_stand_and_when_it_is_tried_again() {
        var cell = words.failed(8, Reason.of(Cause.VISMA_DOWN), TIME, TIME.plusSeconds(60));

        assertThat(cell.note())
                .isEqualTo("Visma svarte ikke. Du ser tallene fra 23.11.2026 02:09. Vi prøver igjen 02:10.");
        assertThat(cell.link()).isEqualTo(Link.post("Prøv igjen", "/clients/8/send"));
    }

    @Test
    void a_first_fetch_that_fails_speaks_of_no_figures() {
        assertThat(words.failed(8, Reason.of(Cause.VISMA_DOWN), null, null).note())
                .isEqualTo("Visma svarte ikke.");
    }

    @Test
    void the_holder_of_an_orgnr_is_linked_in_the_middle_of_the_sentence() {
        var cell = words.duplicate(12, "Kvitberg Holding AS");

        assertThat(cell.note()).isEqualTo("Samme orgnr som ");
        assertThat(cell.link()).isEqualTo(Link.to("Kvitberg Holding AS", "/clients/12"));
        assertThat(cell.after()).isEqualTo(", som er aktiv. Bare én av dem kan velges.");
    }

    @Test
    void a_deviation_shows_how_many_how_much_and_where_to_look() {
        var cell = words.deviation(2, 1, new BigDecimal("-1250"), TIME);

        assertThat(cell.note()).isEqualTo("1 konto avviker fra Visma, 1\u00a0250,00\u00a0kr.");
        assertThat(cell.link()).isEqualTo(Link.to("Se avvik", "/clients/2#proof"));
        assertThat(cell.updated()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "PT20S, Under 1 minutt igjen.",
        "PT1M, Ca. 1 minutt igjen.",
        "PT61S, Ca. 2 minutter igjen.",
        "PT59M59S, Ca. 60 minutter igjen.",
        "PT1H, Ca. 1 time igjen.",
        "PT61M, Ca. 2 timer igjen."
    })
    void what_is_left_is_rounded_up(Duration left, String said) {
        var progress = Samples.progress();
        var running = words.running(new StatusWords.Progress(62, progress.now(), left, progress.parts()));

        assertThat(running.note()).isEqualTo("Bilag 2025: 5\u00a0968 av 11\u00a0870. " + said);
        assertThat(running.tag()).isEqualTo("Synkroniserer 62\u00a0%");
        assertThat(running.percent()).isEqualTo(62);
    }

    @Test
    void a_place_in_the_queue_comes_with_a_guess() {
        assertThat(words.queued(4, Duration.ofSeconds(17)).note())
                .isEqualTo("Nr. 4 i køen. Starter om ca. 20 sekunder.");
        assertThat(words.queued(4, Duration.ofSeconds(61)).note())
                .isEqualTo("Nr. 4 i køen. Starter om ca. 2 minutter.");
    }
}
