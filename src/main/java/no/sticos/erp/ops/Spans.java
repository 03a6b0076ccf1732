package no.sticos.erp.ops;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The house's own spans, and trace contexts as the text that is stored with a run and sent with an event.
 *
 * <p>A step is told of when it is over, so its span is made then, with the times that it had.
 */
final class Spans {
    private static final String TRACEPARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> HEADER =
            (headers, key) -> headers == null ? null : headers.get(key);

    private final Tracer tracer;

    Spans(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer("no.sticos.erp");
    }

    /** A span that begins now, below the stored context if there is one. */
    Span begin(String name, @Nullable String parent) {
        return tracer.spanBuilder(name).setParent(read(parent)).startSpan();
    }

    /** A step that took so long and is over now. */
    void step(String name, SpanKind kind, Context parent, Duration took) {
        var end = Instant.now();
        tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(end.minus(took))
                .startSpan()
                .end(end);
    }

    /** The context as a {@code traceparent}; null if it is not traced. */
    static @Nullable String write(Context context) {
        var headers = new HashMap<String, String>();
        W3C.inject(context, headers, (carrier, key, value) -> headers.put(key, value));
        return headers.get(TRACEPARENT);
    }

    /** The context that a {@code traceparent} names; what cannot be read begins a trace of its own. */
    static Context read(@Nullable String trace) {
        return trace == null ? Context.root() : W3C.extract(Context.root(), Map.of(TRACEPARENT, trace), HEADER);
    }
}
