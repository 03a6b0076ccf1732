package no.sticos.erp.db;

import static org.assertj.core.api.Assertions.assertThat;

import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

class DbFaultsTest {
    @Test
    void who_meets_the_end_of_anothers_wait_in_the_pool_may_try_again() {
        var met = DbFaults.translate(new IllegalStateException("Promise already completed"));

        assertThat(Fault.is(met, Cause.DATABASE_AWAY)).isTrue();
    }

    @Test
    void any_other_mistake_of_ours_stays_one() {
        var mistake = new IllegalStateException("a newer generation is published already");

        assertThat(DbFaults.translate(mistake)).isSameAs(mistake);
    }
}
