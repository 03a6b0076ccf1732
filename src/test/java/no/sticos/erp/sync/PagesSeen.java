package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import no.sticos.erp.kernel.Watch;

/** Counts the pages that a node has read and not written. */
final class PagesSeen implements Watch {
    /** Fewer than there are runs at once, so that they have to wait for one another. */
    static final int MOST = 3;

    private int now;
    private int most;

    @Override
    public synchronized void pagesInFlight(int more) {
        now += more;
        most = Math.max(most, now);
    }

    /** No more than there was room for, and none that nobody is rid of: it would be missing from then on. */
    synchronized void assertBoundedAndGone() {
        assertThat(most).isEqualTo(MOST);
        assertThat(now).isZero();
    }
}
