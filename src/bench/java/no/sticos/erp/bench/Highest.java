package no.sticos.erp.bench;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The highest that a gauge of the gateway's stood at, by looking twenty times a second at what it tells Prometheus. */
public final class Highest implements AutoCloseable {
    private static final int EACH_MILLIS = 50;

    private final DoubleAccumulator highest = new DoubleAccumulator(Math::max, 0);
    private final Disposable looking;

    /** Looks from now on. */
    public Highest(String gauge, Supplier<String> metrics) {
        var line = Pattern.compile("(?m)^" + Pattern.quote(gauge) + " (\\S+)$");
        this.looking = Flowable.interval(0, EACH_MILLIS, TimeUnit.MILLISECONDS, Schedulers.io())
                .onBackpressureDrop()
                .map(tick -> metrics.get())
                .subscribe(text -> line.matcher(text)
                        .results()
                        .forEach(found -> highest.accumulate(Double.parseDouble(found.group(1)))));
    }

    /** So far. */
    public double value() {
        return highest.get();
    }

    @Override
    public void close() {
        looking.dispose();
    }
}
