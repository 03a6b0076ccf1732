package no.sticos.erp.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientOverview;
import org.junit.jupiter.api.Test;

class FirmFeedsTest {
    private final TestScheduler clock = new TestScheduler();
    private final PublishProcessor<String> hints = PublishProcessor.create();
    private final CountingDatabase database = new CountingDatabase();
    private final FirmFeeds feeds = new FirmFeeds(new ClientOverview(database), hints, clock);

    @Test
    void forty_pages_of_a_firm_cost_what_one_costs() {
        LongStream.range(0, 40).forEach(page -> open(1, page));

        clock.advanceTimeBy(60, TimeUnit.SECONDS);

        // One look and one count each five seconds, and one look for those who came.
        assertThat(database.transactions).isBetween(24, 28);
    }

    @Test
    void a_hint_is_followed_within_a_second_however_many_there_are() {
        var page = open(1, 7);
        clock.advanceTimeBy(2, TimeUnit.SECONDS);
        int before = page.values().size();

        for (int i = 0; i < 100; i++) {
            hints.onNext("");
        }
        clock.advanceTimeBy(1, TimeUnit.SECONDS);

        assertThat(page.values()).hasSize(before + 1);
    }

    @Test
    void without_hints_a_page_looks_by_itself() {
        hints.onError(new IllegalStateException("no connection"));
        var page = open(1, 7);

        clock.advanceTimeBy(11, TimeUnit.SECONDS);

        assertThat(page.values()).hasSize(3);
        page.assertNotComplete();
    }

    @Test
    void nobody_reads_for_a_page_that_is_closed() {
        open(1, 7).cancel();
        open(2, 8).cancel();

        clock.advanceTimeBy(60, TimeUnit.SECONDS);

        assertThat(database.transactions).isZero();
        assertThat(hints.hasSubscribers()).isFalse();
    }

    @CanIgnoreReturnValue
    private TestSubscriber<FirmFeed.Look> open(long firm, long client) {
        return feeds.of(new TenantId(firm), Set.of(new ClientId(client + 1))).test();
    }

    /** Gives nothing and counts how often it is asked. */
    private static final class CountingDatabase implements Database {
        private int transactions;

        @Override
        @SuppressWarnings("unchecked")
        public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
            transactions++;
            return (Single<T>) Single.just(List.of());
        }

        @Override
        public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
            return Single.error(new AssertionError("not asked for"));
        }

        @Override
        public <T> Single<T> often(Function<Tx, Single<T>> work) {
            return forGateway(work);
        }

        @Override
        public Completable close() {
            return Completable.complete();
        }
    }
}
