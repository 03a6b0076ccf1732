package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void what_is_written_is_read_again() {
        var position = new Position("2026-12-31", 17, 16_412);

        assertThat(Position.read(position.write())).contains(position);
    }

    @Test
    void a_list_that_is_read_by_number_keeps_what_comes_once_more() {
        var position = new Position("2026", 1, 812, new End(17, Map.of("a-1", -5L, "b-2", 6L)));

        assertThat(Position.read(position.write())).contains(position);
        var bare = new Position("2026", 1, 812, new End(17, Map.of()));
        assertThat(Position.read(bare.write())).contains(bare);
    }

    @Test
    void a_resource_without_scopes_has_a_position_too() {
        var position = new Position("", 2, 0);

        assertThat(Position.read(position.write())).contains(position);
    }

    @Test
    void the_beginning_is_no_position() {
        assertThat(Position.read("")).isEmpty();
    }
}
