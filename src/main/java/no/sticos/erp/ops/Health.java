package no.sticos.erp.ops;

import io.reactivex.rxjava3.core.Completable;
import java.util.concurrent.atomic.AtomicReference;

/** How far the process has come: starting, serving, stopping. Moved by the top, read by {@code /ready}. */
public final class Health {
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.starting());

    /**
     * Where it is, and what proves that the database answers.
     *
     * @param word starting, serving or stopping
     * @param database completes if the database answers; cold
     */
    record Stage(String word, Completable database) {
        static Stage starting() {
            return new Stage("starting", Completable.complete());
        }

        boolean isServing() {
            return word.equals("serving");
        }
    }

    /** The schema is migrated and every verticle deployed. */
    public void serving(Completable database) {
        stage.updateAndGet(now -> now.word().equals("stopping") ? now : new Stage("serving", database));
    }

    /** From now on not ready, so that nobody is sent here any more; before anything stops. */
    public void stopping() {
        stage.set(new Stage("stopping", Completable.complete()));
    }

    Stage stage() {
        return stage.get();
    }
}
