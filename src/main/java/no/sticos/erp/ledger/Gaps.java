package no.sticos.erp.ledger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import org.jspecify.annotations.Nullable;

/** Gaps as they are stored: {@code {"customers": ["scopeMissing", "customers", "ea:sales_readonly"]}}. */
final class Gaps {
    private Gaps() {}

    static String write(List<Gap> gaps) {
        var json = new JsonObject();
        for (var gap : gaps) {
            var words = new JsonArray().add(gap.cause().key());
            gap.args().forEach(words::add);
            json.put(gap.resource().id(), words);
        }
        return json.encode();
    }

    /** In the resources' order. */
    static List<Gap> read(@Nullable String json) {
        var stored = new JsonObject(json == null ? "{}" : json);
        return stored.fieldNames().stream()
                .map(resource -> gap(resource, stored.getJsonArray(resource)))
                .sorted(Comparator.comparing(Gap::resource))
                .toList();
    }

    private static Gap gap(String resource, JsonArray words) {
        var args = words.stream().skip(1).map(Object::toString).toList();
        return new Gap(Resource.of(resource), Cause.of(words.getString(0)), args);
    }
}
