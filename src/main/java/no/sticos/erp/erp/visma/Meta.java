package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * What a page says of its list (facts.md §2.1).
 *
 * @param current the page's number
 * @param pages how many there are; 0 or 1 for an empty list
 * @param total how many documents there are
 * @param serverTime Visma's clock
 */
record Meta(int current, int pages, int total, Instant serverTime) {
    private static final PropertyNames NAMES =
            new PropertyNames(List.of("CurrentPage", "TotalNumberOfPages", "TotalNumberOfResults", "ServerTimeUtc"));

    /** Reads the envelope's part; without any of its figures the whole page is not to be trusted. */
    static Meta read(JsonParser json) throws IOException {
        if (JsonValue.read(json, NAMES::spelled) instanceof JsonValue.Obj meta) {
            return new Meta(
                    count(meta, "CurrentPage"),
                    count(meta, "TotalNumberOfPages"),
                    count(meta, "TotalNumberOfResults"),
                    Field.instant("ServerTimeUtc", present(meta, "ServerTimeUtc")));
        }
        throw Fault.of(Cause.NOT_UNDERSTOOD, "bad Meta");
    }

    private static int count(JsonValue.Obj meta, String name) {
        int count = Field.integer(name, present(meta, name));
        if (count < 0) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "bad " + name);
        }
        return count;
    }

    private static JsonValue present(JsonValue.Obj meta, String name) {
        var value = meta.get(name);
        if (value == null) {
            throw Field.missing(name);
        }
        return value;
    }
}
