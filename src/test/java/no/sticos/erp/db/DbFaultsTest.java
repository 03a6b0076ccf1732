package no.sticos.erp.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DbFaultsTest {
    @Test
    void a_mistake_of_ours_stays_one() {
        var mistake = new IllegalStateException("a newer generation is published already");

        assertThat(DbFaults.translate(mistake)).isSameAs(mistake);
    }
}
