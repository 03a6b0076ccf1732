package no.sticos.erp.erp.visma;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What Visma's API answered, before anybody has made sense of it.
 *
 * @param status the HTTP status
 * @param contentType as given; empty if there was none
 * @param retryAfter the header as given
 * @param at Visma's clock by the {@code Date} header, ours if there was none
 * @param body not yet unfolded
 */
record Answer(int status, String contentType, @Nullable String retryAfter, Instant at, Body body) {
    boolean isJson() {
        return contentType.toLowerCase(Locale.ROOT).contains("json");
    }

    boolean isHtml() {
        return contentType.toLowerCase(Locale.ROOT).contains("html");
    }

    /** The body as a JSON object with its names spelled by {@code names}; empty if it is anything else. */
    Optional<JsonValue.Obj> object(UnaryOperator<String> names) {
        try (var json = JsonReading.parser(body.bytes())) {
            json.nextToken();
            return JsonValue.read(json, names) instanceof JsonValue.Obj object ? Optional.of(object) : Optional.empty();
        } catch (IOException | Fault none) {
            return Optional.empty();
        }
    }
}
