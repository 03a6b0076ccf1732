package no.sticos.erp.ops;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.tracing.opentelemetry.OpenTelemetryOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Hears what the rooms tell and keeps it as metrics and spans; makes the Vert.x that adds its own to both.
 *
 * <p>One per process. Safe to share between threads.
 */
public final class Telemetry implements Watch {
    /** Not the bus address: products answer from addresses that they make up. */
    private static final Set<Label> LABELS = EnumSet.of(
            Label.HTTP_METHOD,
            Label.HTTP_CODE,
            Label.HTTP_ROUTE,
            Label.EB_FAILURE,
            Label.CLASS_NAME,
            Label.POOL_NAME,
            Label.POOL_TYPE);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<RunId, Held> held = new ConcurrentHashMap<>();
    private final OpenTelemetry openTelemetry;
    private final Meters meters;
    private final Spans spans;

    /** Metrics alone. */
    public static Telemetry untraced() {
        return new Telemetry(OpenTelemetry.noop());
    }

    /** Spans go to the OTLP collector at {@code endpoint}, under this node's name. */
    public static Telemetry traced(URI endpoint, String node) {
        return new Telemetry(Tracing.to(endpoint, node));
    }

    /** Spans go where {@code openTelemetry} sends them. */
    public Telemetry(OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
        this.meters = new Meters(registry, held::size);
        this.spans = new Spans(openTelemetry);
    }

    /** A run in this node's hands. */
    private record Held(ClientId client, RunId run, Span span, long since) {}

    /** A Vert.x whose servers, clients, pools and bus are measured, and traced where anything is. */
    public Vertx vertx() {
        return new Vertx(builder().with(options()).build());
    }

    /** The same before it is built, for who adds to it; needs {@link #options}. */
    public VertxBuilder builder() {
        return io.vertx.core.Vertx.builder()
                .withMetrics(new MicrometerMetricsFactory(registry))
                .withTracer(new OpenTelemetryTracingFactory(openTelemetry));
    }

    /** Says what is measured; a new object each time. */
    public VertxOptions options() {
        var metrics = new MicrometerMetricsOptions()
                .setLabels(LABELS)
                .setJvmMetricsEnabled(true)
                .setEnabled(true);
        return new VertxOptions().setMetricsOptions(metrics).setTracingOptions(new OpenTelemetryOptions());
    }

    /** All metrics in Prometheus' text form, with these figures among them. */
    String scrape(List<Figures.Figure> figures) {
        meters.show(figures);
        return registry.scrape();
    }

    @Override
    public void runBegan(ClientId client, RunId run, @Nullable String trace) {
        var span = spans.begin("run", trace);
        span.setAttribute("erp.run", run.value());
        span.setAttribute("erp.client", client.value());
        held.put(run, new Held(client, run, span, System.nanoTime()));
    }

    @Override
    public void runEnded(RunId run, String end, @Nullable Cause cause) {
        var ended = held.remove(run);
        if (ended != null) {
            meters.run(end, cause, Duration.ofNanos(System.nanoTime() - ended.since));
            ended.span.setAttribute("erp.end", end);
            ended.span.end();
        }
    }

    @Override
    public void runLeft(RunId run) {
        runEnded(run, "left", null);
    }

    @Override
    public void pagesInFlight(int more) {
        meters.pagesInFlight(more);
    }

    @Override
    public void pageLanded(ClientId client, String resource, int documents, Duration took) {
        meters.page(resource, documents, took);
        step("land " + resource, SpanKind.INTERNAL, client, took);
    }

    @Override
    public void waited(String path, Duration took) {
        meters.wait(path, took);
    }

    @Override
    public void answered(ClientId client, String path, int status, Duration took) {
        meters.request(path, status, took);
        step("GET " + path, SpanKind.CLIENT, client, took);
    }

    @Override
    public void refreshed(@Nullable Cause cause) {
        meters.refresh(cause);
    }

    @Override
    public void delivered(String product, String outcome, @Nullable String trace, Duration took) {
        meters.delivery(product, outcome, took);
        if (trace != null) {
            spans.step("deliver " + product, SpanKind.PRODUCER, Spans.read(trace), took);
        }
    }

    /** A client's next run may begin here before the end of the one before is told. */
    private @Nullable Held newest(ClientId client) {
        return held.values().stream()
                .filter(each -> each.client.equals(client))
                .max(Comparator.comparingLong(Held::since))
                .orElse(null);
    }

    @Override
    public @Nullable String traceOf(ClientId client) {
        var run = newest(client);
        return Spans.write(run == null ? Context.current() : Context.root().with(run.span));
    }

    private void step(String name, SpanKind kind, ClientId client, Duration took) {
        var run = newest(client);
        if (run != null) {
            spans.step(name, kind, Context.root().with(run.span), took);
        }
    }
}
