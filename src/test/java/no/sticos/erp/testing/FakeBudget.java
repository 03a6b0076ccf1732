package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import no.sticos.erp.erp.RateBudget;
import no.sticos.erp.kernel.ClientId;

/** A budget without end that remembers who asked. */
public final class FakeBudget implements RateBudget {
    private final List<String> permits = new CopyOnWriteArrayList<>();
    private final List<String> pauses = new CopyOnWriteArrayList<>();

    @Override
    public Completable permit(ClientId client, String path) {
        return Completable.fromAction(() -> permits.add(path));
    }

    @Override
    public void pause(ClientId client, String path, Duration wait) {
        pauses.add(path + " " + wait.toSeconds());
    }

    /** The path of each permit taken, in order. */
    public List<String> permits() {
        return permits;
    }

    /** {@code <path> <seconds>} of each pause, in order. */
    public List<String> pauses() {
        return pauses;
    }
}
