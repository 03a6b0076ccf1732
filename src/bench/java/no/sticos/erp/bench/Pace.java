package no.sticos.erp.bench;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** How long pages of vouchers take to land, early and late in a run, by what the gateway tells Prometheus. */
public final class Pace implements AutoCloseable {
    private static final int EACH_MILLIS = 50;
    private static final int DECILES = 10;
    private static final Pattern LANDED =
            Pattern.compile("erp_pages_landed_seconds_(count|sum)\\{resource=\"vouchers\"} (\\S+)");

    private final List<Point> points = new CopyOnWriteArrayList<>();
    private final PublishProcessor<Boolean> end = PublishProcessor.create();

    private record Point(double pages, double seconds) {}

    /** Looks at the metrics from now on. */
    @SuppressWarnings("CheckReturnValue") // ends by its own word, lest a question under way be cut off
    public Pace(Supplier<String> metrics) {
        Flowable.interval(0, EACH_MILLIS, TimeUnit.MILLISECONDS, Schedulers.io())
                .onBackpressureDrop()
                .takeUntil(end)
                .map(tick -> metrics.get())
                .subscribe(text -> points.add(point(text)));
    }

    /** What a page took in the last tenth of the pages ÷ in the first. */
    public double lastDecileByFirst() {
        var first = points.get(0);
        var last = points.get(points.size() - 1);
        double decile = (last.pages() - first.pages()) / DECILES;
        return (last.seconds() - secondsAt(last.pages() - decile))
                / (secondsAt(first.pages() + decile) - first.seconds());
    }

    @Override
    public void close() {
        end.onNext(true);
    }

    /** Between two looks pages are taken to have been equally fast. */
    private double secondsAt(double pages) {
        int after = 1;
        while (points.get(after).pages() < pages) {
            after++;
        }
        var from = points.get(after - 1);
        var to = points.get(after);
        return from.seconds()
                + (to.seconds() - from.seconds()) * (pages - from.pages()) / Math.max(1, to.pages() - from.pages());
    }

    private static Point point(String metrics) {
        double pages = 0;
        double seconds = 0;
        for (var line : LANDED.matcher(metrics).results().toList()) {
            double value = Double.parseDouble(line.group(2));
            pages = line.group(1).equals("count") ? value : pages;
            seconds = line.group(1).equals("sum") ? value : seconds;
        }
        return new Point(pages, seconds);
    }
}
