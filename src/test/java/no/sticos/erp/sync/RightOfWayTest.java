package no.sticos.erp.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RightOfWayTest {
    private static final Lease BULK = lease(1, false);
    private static final Lease CLICK = lease(2, true);
    private static final Lease OTHER_CLICK = lease(3, true);

    private final TestScheduler clock = new TestScheduler();
    private final RightOfWay way = new RightOfWay(clock);

    @Test
    void who_meets_no_click_asks_at_once_and_keeps_nobody_waiting() {
        var work = underWay(BULK);

        page(BULK).assertComplete();
        page(lease(4, false)).assertComplete();
        work.assertNotComplete();
    }

    @ParameterizedTest
    @EnumSource
    void a_page_waits_until_the_click_has_ended_however_it_ends(End end) {
        var work = CompletableSubject.create();
        var click = way.first(CLICK, work).test();
        var page = page(BULK);
        page.assertNotComplete();

        end.of(work, click);

        page.assertComplete();
        page(BULK).assertComplete();
    }

    @Test
    void it_waits_for_the_last_of_several() {
        var one = underWay(CLICK);
        var page = page(BULK);
        var other = underWay(OTHER_CLICK);

        one.dispose();
        page.assertNotComplete();
        other.dispose();
        page.assertComplete();
    }

    @Test
    void one_click_does_not_wait_for_another() {
        underWay(CLICK);
        underWay(OTHER_CLICK);

        page(CLICK).assertComplete();
        page(OTHER_CLICK).assertComplete();
    }

    @Test
    void a_page_waits_no_longer_than_the_most() {
        underWay(CLICK);
        var page = page(BULK);

        clock.advanceTimeBy(RightOfWay.MOST.toMillis() - 1, MILLISECONDS);
        page.assertNotComplete();
        clock.advanceTimeBy(1, MILLISECONDS);
        page.assertComplete();
        page(BULK).assertNotComplete();
    }

    @Test
    void a_click_that_is_not_done_for_long_is_like_all_others() {
        var old = underWay(CLICK);
        clock.advanceTimeBy(RightOfWay.YOUNG.toMillis() - 1, MILLISECONDS);
        var page = page(BULK);
        page.assertNotComplete();
        clock.advanceTimeBy(1, MILLISECONDS);
        page.assertComplete();
        page(BULK).assertComplete();

        underWay(OTHER_CLICK);
        page(CLICK).assertNotComplete();
        old.dispose();
        page(BULK).assertNotComplete();
    }

    @Test
    void work_that_fails_late_still_fails() {
        var work = CompletableSubject.create();
        var click = way.first(CLICK, work).test();
        clock.advanceTimeBy(RightOfWay.YOUNG.toMillis() + 1, MILLISECONDS);

        work.onError(Fault.of(Cause.NOT_UNDERSTOOD, "late"));

        click.assertError(Fault.class);
    }

    @CanIgnoreReturnValue
    private TestObserver<Void> underWay(Lease lease) {
        return way.first(lease, Completable.never()).test();
    }

    private TestObserver<Void> page(Lease lease) {
        return way.passed(lease).test();
    }

    private static Lease lease(int run, boolean clicked) {
        return new Lease(new RunId(run), 1, new ClientId(run), new TenantId(4), Stage.ALL, 1, null, clicked, false);
    }

    /** How a run ends. */
    enum End {
        DONE {
            @Override
            void of(CompletableSubject work, TestObserver<Void> run) {
                work.onComplete();
                run.assertComplete();
            }
        },
        FAILED {
            @Override
            void of(CompletableSubject work, TestObserver<Void> run) {
                work.onError(Fault.of(Cause.NOT_UNDERSTOOD, "failed"));
                run.assertError(Fault.class);
            }
        },
        LOST {
            @Override
            void of(CompletableSubject work, TestObserver<Void> run) {
                run.dispose();
            }
        };

        abstract void of(CompletableSubject work, TestObserver<Void> run);
    }
}
