package no.sticos.erp.sandbox.consumer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A generation on its way: its pages, kept apart from what is shown. */
final class Transfer {
    private final boolean full;
    private final long number;
    private final int generation;
    private final Map<DocumentKey, Optional<Sums>> changes = new HashMap<>();
    private final Set<String> pages = new HashSet<>();

    /** A document's name. */
    record DocumentKey(String entity, String key) {}

    /** What is kept of a document; 0 for anything but a voucher. */
    record Sums(BigDecimal debit, BigDecimal credit) {
        static final Sums NOTHING = new Sums(BigDecimal.ZERO, BigDecimal.ZERO);

        Sums plus(Sums other) {
            return new Sums(debit.add(other.debit), credit.add(other.credit));
        }
    }

    /** Begins with what {@code generation.begin} says. */
    Transfer(JsonObject begin) {
        this.full = "full".equals(begin.getString("kind"));
        this.number = begin.getLong("transfer");
        this.generation = begin.getInteger("generation");
    }

    boolean isFull() {
        return full;
    }

    /** Whether a message belongs here. */
    boolean holds(JsonObject message) {
        return message.getLong("transfer") == number && message.getInteger("generation") == generation;
    }

    /** Takes a page; a repeated one changes nothing, and after a gap there is no next one. */
    Answer take(JsonObject page) {
        if (pages.contains(page.getString("eventId"))) {
            return Answer.TAKEN;
        }
        if (page.getInteger("page") != pages.size() + 1) {
            return Answer.BEGIN_AGAIN;
        }
        pages.add(page.getString("eventId"));
        var entity = page.getString("entity");
        page.getJsonArray("documents").forEach(change -> put(entity, (JsonObject) change));
        return Answer.TAKEN;
    }

    /** Whether every page came that {@code generation.complete} tells of. */
    boolean isWhole(JsonObject complete) {
        return complete.getInteger("pages") == pages.size();
    }

    /** The documents as they are when this is applied to those shown, which stay as they are. */
    Map<DocumentKey, Sums> appliedTo(Map<DocumentKey, Sums> shown) {
        var next = full ? new HashMap<DocumentKey, Sums>() : new HashMap<>(shown);
        changes.forEach((key, sums) -> sums.ifPresentOrElse(present -> next.put(key, present), () -> next.remove(key)));
        return next;
    }

    private void put(String entity, JsonObject change) {
        var sums = Optional.ofNullable(change.getJsonObject("document")).map(document -> sums(entity, document));
        changes.put(new DocumentKey(entity, change.getString("key")), sums);
    }

    private static Sums sums(String entity, JsonObject document) {
        return entity.equals("vouchers")
                ? document.getJsonArray("rows", new JsonArray()).stream()
                        .map(row -> row((JsonObject) row))
                        .reduce(Sums.NOTHING, Sums::plus)
                : Sums.NOTHING;
    }

    /** Amounts travel as text, so that no reader makes doubles of them. */
    private static Sums row(JsonObject row) {
        return new Sums(
                new BigDecimal(row.getString("debitAmount", "0")), new BigDecimal(row.getString("creditAmount", "0")));
    }
}
