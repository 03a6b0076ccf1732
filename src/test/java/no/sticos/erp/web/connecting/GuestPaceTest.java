package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

/** How often links may be tried. */
class GuestPaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final GuestPace pace = new GuestPace(now::get);

    @Test
    void so_many_a_minute_and_in_the_next_one_as_many_again() {
        use(GuestPace.MOST_A_MINUTE);
        now.addAndGet(Duration.ofSeconds(20).toNanos());

        var refused = (Fault) catchThrowable(pace::demand);
        assertThat(refused.reason()).isEqualTo(Cause.TOO_OFTEN);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(40));

        now.addAndGet(Duration.ofSeconds(40).toNanos());
        use(GuestPace.MOST_A_MINUTE);
        assertThat(catchThrowable(pace::demand)).isNotNull();
    }

    private void use(int times) {
        for (int i = 0; i < times; i++) {
            pace.demand();
        }
    }
}
