package no.sticos.erp.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.jspecify.annotations.Nullable;

/** How values are written in JSON. */
final class Wire {
    private Wire() {}

    /** Ids, names and times, as they write themselves; null stays null. */
    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Decimal text, which no reader makes a double of. */
    static @Nullable String amount(@Nullable BigDecimal kroner) {
        return kroner == null ? null : kroner.toPlainString();
    }

    static @Nullable Long seconds(@Nullable Duration time) {
        return time == null ? null : Long.valueOf(time.toSeconds());
    }

    static JsonObject cause(Reason reason, Messages messages) {
        return new JsonObject().put("key", reason.key()).put("text", reason.in(messages));
    }

    static <T> JsonArray list(Collection<T> items, Function<T, ?> written) {
        var array = new JsonArray();
        items.forEach(item -> array.add(written.apply(item)));
        return array;
    }

    static <T> JsonObject items(Collection<T> items, Function<T, ?> written) {
        return new JsonObject().put("items", list(items, written));
    }

    /**
     * A part of a list of which one item more than {@code limit} was asked for: whether there are more.
     *
     * @param place where the list goes on behind an item
     */
    static <T> JsonObject page(List<T> found, int limit, Function<T, ?> written, Function<T, ?> place) {
        return page(found.subList(0, Math.min(limit, found.size())), found.size() > limit, written, place);
    }

    /** A part of a list behind which there is more or not. */
    static <T> JsonObject page(List<T> shown, boolean more, Function<T, ?> written, Function<T, ?> place) {
        var next = more && !shown.isEmpty() ? place.apply(shown.get(shown.size() - 1)) : null;
        return items(shown, written).put("next", text(next));
    }
}
