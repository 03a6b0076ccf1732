package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

/** How often something may be tried. */
class ThrottleTest {
    private static final int MOST = 300;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(MOST, now::get);

    @Test
    void so_many_a_minute_and_in_the_next_one_as_many_again() {
        use(MOST);
        now.addAndGet(Duration.ofSeconds(20).toNanos());

        var refused = (Fault) catchThrowable(throttle::demand);
        assertThat(refused.reason()).isEqualTo(Cause.TOO_OFTEN);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(40));

        now.addAndGet(Duration.ofSeconds(40).toNanos());
        use(MOST);
        assertThat(catchThrowable(throttle::demand)).isNotNull();
    }

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            throttle.demand();
        }
    }
}
