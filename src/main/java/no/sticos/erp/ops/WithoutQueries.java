package no.sticos.erp.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.regex.Pattern;

/**
 * Cuts the query off every address in a span, and the secret off an invitation's, before anything leaves the process.
 *
 * <p>Vert.x puts whole addresses there. A query carries what a person searches for and, at the callbacks,
 * the code and state of a sign-in; an invitation's path opens a door.
 */
final class WithoutQueries implements SpanProcessor {
    private static final Pattern SECRET = Pattern.compile("(?is)(/invite/).*|\\?.*");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        span.toSpanData().getAttributes().forEach((key, value) -> {
            if (key.getType() == AttributeType.STRING) {
                cut(span, key.getKey(), value.toString());
            }
        });
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // What is known at the end only, a status or an error's name, holds no address.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }

    private static void cut(ReadWriteSpan span, String key, String value) {
        boolean address = key.startsWith("url.") || key.startsWith("http.");
        if (key.equals("url.query")) {
            span.setAttribute(AttributeKey.stringKey(key), "");
        } else if (address && SECRET.matcher(value).find()) {
            span.setAttribute(AttributeKey.stringKey(key), SECRET.matcher(value).replaceFirst("$1"));
        }
    }
}
