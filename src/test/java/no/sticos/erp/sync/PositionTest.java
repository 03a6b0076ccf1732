package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void what_is_written_is_read_again() {
        var position = new Position("2026-12-31", 17, 16_412, null);

        assertThat(Position.read(position.write())).contains(position);
    }

    @Test
    void a_resource_without_scopes_has_a_position_too() {
        var position = new Position("", 2, 0, null);

        assertThat(Position.read(position.write())).contains(position);
    }

    @Test
    void the_beginning_is_no_position() {
        assertThat(Position.read("")).isEmpty();
    }
}
