package no.sticos.erp.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import no.sticos.erp.kernel.Cause;
import org.jspecify.annotations.Nullable;

/** The house's own metrics: their names, and the few labels that they have. */
final class Meters {
    private final MeterRegistry registry;
    private final AtomicInteger pagesInFlight = new AtomicInteger();
    private final Map<String, MultiGauge> read = new ConcurrentHashMap<>();

    /** {@code leases} counts the runs that this node holds. */
    Meters(MeterRegistry registry, IntSupplier leases) {
        this.registry = registry;
        Gauge.builder("erp.leases.held", leases, IntSupplier::getAsInt)
                .description("Runs that this node carries out now")
                // Micrometer holds what it measures weakly, and nobody else holds this one.
                .strongReference(true)
                .register(registry);
        Gauge.builder("erp.pages.in.flight", pagesInFlight, AtomicInteger::get)
                .description("Pages read and not yet stored")
                .strongReference(true)
                .register(registry);
    }

    /** The time is this node's own: from taking the run to letting go of it. */
    void run(String end, @Nullable Cause cause, Duration took) {
        registry.timer("erp.runs", Tags.of("end", end, "cause", word(cause))).record(took);
    }

    void pagesInFlight(int more) {
        pagesInFlight.addAndGet(more);
    }

    void page(String resource, int documents, Duration took) {
        var tags = Tags.of("resource", resource);
        registry.timer("erp.pages.landed", tags).record(took);
        registry.counter("erp.documents.landed", tags).increment(documents);
    }

    void wait(String path, Duration took) {
        registry.timer("erp.quota.waits", Tags.of("path", path)).record(took);
    }

    void request(String path, int status, Duration took) {
        registry.timer("erp.visma.requests", Tags.of("path", path, "answer", answer(status)))
                .record(took);
    }

    void refresh(@Nullable Cause cause) {
        registry.counter("erp.token.refreshes", Tags.of("outcome", cause == null ? "renewed" : word(cause)))
                .increment();
    }

    void delivery(String product, String outcome, Duration took) {
        registry.timer("erp.deliveries", Tags.of("product", product, "outcome", outcome))
                .record(took);
    }

    /** Replaces what was read before; what is no longer told of is gone. */
    void show(List<Figures.Figure> figures) {
        var byName = figures.stream().collect(Collectors.groupingBy(Figures.Figure::name));
        byName.keySet()
                .forEach(name -> read.computeIfAbsent(
                        name, each -> MultiGauge.builder(each).register(registry)));
        read.forEach((name, gauge) -> gauge.register(
                byName.getOrDefault(name, List.of()).stream().map(Meters::row).toList(), true));
    }

    private static MultiGauge.Row<Number> row(Figures.Figure figure) {
        return MultiGauge.Row.of(Tags.of(figure.label(), figure.of()), figure.value());
    }

    /** 429 apart from the others of its class: it is the one that our own quota should have prevented. */
    private static String answer(int status) {
        return status == 0 ? "none" : status == 429 ? "429" : status / 100 + "xx";
    }

    private static String word(@Nullable Cause cause) {
        return cause == null ? "none" : cause.key();
    }
}
