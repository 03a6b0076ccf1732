package no.sticos.erp.ops;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;

/** Where spans go. */
public final class Tracing {
    private Tracing() {}

    /** Spans in batches to an OTLP collector over HTTP, {@code http://collector:4318/v1/traces}. */
    static OpenTelemetry to(URI endpoint, String node) {
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        return through(BatchSpanProcessor.builder(exporter).build(), node);
    }

    /** Spans to any processor; how a test reads them. */
    public static OpenTelemetrySdk through(SpanProcessor processor, String node) {
        var resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "erp-integrasjon",
                        AttributeKey.stringKey("service.instance.id"),
                        node)));
        var provider = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(new WithoutQueries())
                .addSpanProcessor(processor)
                .build();
        return OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
    }
}
