package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import no.sticos.erp.erp.Page;
import no.sticos.erp.kernel.Watch;
import org.jspecify.annotations.Nullable;

/**
 * The pages that a node has read into documents and not yet written, over all its runs: no more than a bound.
 *
 * <p>A page that finds no room waits as the bytes that came, in the order in which they came. Nobody who has a place
 * needs another one to be rid of it, so that places come free as long as pages are written. Used from any thread;
 * nobody gets a place while a lock is held.
 */
final class PagesInFlight {
    private final int most;
    private final Watch watch;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private int taken;

    /** {@code watch} is told of each place that is taken and left. */
    PagesInFlight(int most, Watch watch) {
        this.most = most;
        this.watch = watch;
    }

    /** What one reader has of them; to be closed when it ends, however it ends. */
    Held held() {
        return new Held();
    }

    private void ask(Place place) {
        if (isTaken(place)) {
            give(place);
        }
    }

    private synchronized boolean isTaken(Place place) {
        if (place.state != State.NEW) {
            return false;
        }
        if (taken == most) {
            place.state = State.WAITING;
            waiting.add(place);
            return false;
        }
        take(place);
        return true;
    }

    private void leave(Place place) {
        var before = left(place);
        if (before == State.TAKEN) {
            var next = next();
            if (next != null) {
                give(next);
            }
        }
    }

    private synchronized State left(Place place) {
        var before = place.state;
        place.state = State.LEFT;
        waiting.remove(place);
        if (before == State.TAKEN) {
            taken--;
            watch.pagesInFlight(-1);
        }
        return before;
    }

    /** Who waits longest for the place that came free, if nobody else has taken it meanwhile. */
    private synchronized @Nullable Place next() {
        var next = taken < most ? waiting.poll() : null;
        if (next != null) {
            take(next);
        }
        return next;
    }

    private void take(Place place) {
        place.state = State.TAKEN;
        taken++;
        watch.pagesInFlight(1);
    }

    private static void give(Place place) {
        place.room.onComplete();
    }

    private enum State {
        NEW,
        WAITING,
        TAKEN,
        LEFT
    }

    /** One page's; its state is guarded by the whole's lock. */
    private static final class Place {
        private final CompletableSubject room = CompletableSubject.create();
        private State state = State.NEW;
    }

    /** One reader's places, left in the order in which its pages came. */
    final class Held implements AutoCloseable {
        private final Deque<Place> places = new ArrayDeque<>();
        private boolean closed;

        private Held() {}

        /** Reads when there is room. A page that came keeps its place until it has {@link #landed}. Cold. */
        Single<Page> within(Single<Page> reading) {
            return Single.defer(() -> {
                var place = new Place();
                return place.room
                        .doOnSubscribe(subscribed -> ask(place))
                        .andThen(reading)
                        .doOnSuccess(page -> keep(place))
                        .doOnError(error -> leave(place))
                        .doOnDispose(() -> giveUp(place));
            });
        }

        private void keep(Place place) {
            if (!isKept(place)) {
                leave(place);
            }
        }

        private synchronized boolean isKept(Place place) {
            return !closed && places.add(place);
        }

        /** Who is not interested any more may have the page already: then it is held until it has landed. */
        private void giveUp(Place place) {
            if (!holds(place)) {
                leave(place);
            }
        }

        private synchronized boolean holds(Place place) {
            return places.contains(place);
        }

        /** The oldest page is written. One that was made here and not read has no place. */
        void landed() {
            var place = oldest();
            if (place != null) {
                leave(place);
            }
        }

        private synchronized @Nullable Place oldest() {
            return places.poll();
        }

        /** Leaves whatever is held. */
        @Override
        public void close() {
            all().forEach(PagesInFlight.this::leave);
        }

        private synchronized List<Place> all() {
            closed = true;
            var all = List.copyOf(places);
            places.clear();
            return all;
        }
    }
}
