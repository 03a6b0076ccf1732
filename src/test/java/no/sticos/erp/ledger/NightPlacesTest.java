package no.sticos.erp.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import no.sticos.erp.ledger.PruningPlace.Part;
import org.junit.jupiter.api.Test;

/** Where a night's work goes on is a text that survives the node. */
class NightPlacesTest {
    @Test
    void a_place_among_stored_versions_is_read_as_it_was_written() {
        var place = new IntegrityPlace(IntegrityPlace.Part.DOCUMENTS, "noen/har skrevet dette", -3, 17);

        assertThat(IntegrityPlace.of(place.text())).isEqualTo(place);
        var start = IntegrityPlace.of("");
        assertThat(IntegrityPlace.of(start.text())).isEqualTo(start);
    }

    @Test
    void a_part_without_more_versions_leads_to_the_next() {
        var documents = IntegrityPlace.of("");

        var vouchers = documents.afterItems(List.of());
        assertThat(vouchers.part()).isEqualTo(IntegrityPlace.Part.VOUCHERS);
        assertThat(vouchers.afterVouchers(List.of()).part()).isEqualTo(IntegrityPlace.Part.SETS);
    }

    @Test
    void a_place_of_pruning_is_read_as_it_was_written_and_its_parts_follow_each_other() {
        var place = new PruningPlace(Part.DOCUMENTS, 9, 7, 2, 40, "accounts");

        assertThat(PruningPlace.of(place.text())).isEqualTo(place);
        assertThat(place.next()).isEqualTo(PruningPlace.at(Part.VOUCHERS, 9));
        assertThat(place.next().next().part()).isEqualTo(Part.LINES);
        assertThat(place.next().next().next().part()).isEqualTo(Part.SEALS);
    }

    @Test
    void hours_and_years_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> NightSettings.of("node", 24, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NightSettings("node", 22, 5, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HistorySettings.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
