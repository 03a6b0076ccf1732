package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round of chores, one after the other: each until nothing is left, within a bound. */
final class Chores {
    private static final Logger log = LoggerFactory.getLogger(Chores.class);
    /** So that one chore with endless work does not keep the others waiting. */
    static final int MOST_BATCHES = 50;

    private final List<Chore> chores;

    Chores(List<Chore> chores) {
        this.chores = List.copyOf(chores);
    }

    /** Never fails: a chore that does is logged, the next one has its turn, and it is tried again next round. */
    Completable round() {
        return Flowable.fromIterable(chores).concatMapCompletable(Chores::done);
    }

    private static Completable done(Chore chore) {
        return chore.batch()
                .repeat(MOST_BATCHES)
                .takeUntil(found -> found == 0)
                .reduce(0, Integer::sum)
                .doOnSuccess(total -> log.debug("{}: {}", chore.name(), total))
                .ignoreElement()
                .onErrorComplete(error -> {
                    log.warn("{}: left for the next round: {}", chore.name(), error.toString());
                    return true;
                });
    }
}
