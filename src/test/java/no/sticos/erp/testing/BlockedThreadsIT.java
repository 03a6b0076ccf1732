package no.sticos.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockedThreadsIT {
    @Test
    void a_blocked_event_loop_is_found_wherever_it_is() {
        var options = new VertxOptions()
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(20)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS);
        var vertx = Vertx.vertx(options);
        var end = new CountDownLatch(1);
        var found = new ArrayList<String>();
        vertx.getOrCreateContext().runOnContext(nothing -> uninterruptibly(end));

        Await.until(Duration.ofSeconds(10), () -> found.addAll(BlockedThreads.taken()), () -> "nothing was found");
        end.countDown();
        Await.done(vertx.rxClose());
        // The last ones too, lest they fail this class.
        found.addAll(BlockedThreads.taken());

        assertThat(found).first().asString().contains("vert.x-eventloop-thread");
    }

    private static void uninterruptibly(CountDownLatch end) {
        try {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
