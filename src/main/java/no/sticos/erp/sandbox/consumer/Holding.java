package no.sticos.erp.sandbox.consumer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a product holds of one client: the documents of the generation it shows, and of the one on its way.
 *
 * <p>Only the vouchers' sums are kept, which is what a total needs. Not safe for use by several threads.
 */
final class Holding {
    private final Map<String, Sums> shown = new HashMap<>();
    private Map<String, Sums> coming = new HashMap<>();
    private int generation;
    private boolean under;

    /** A voucher's sums. */
    private record Sums(BigDecimal debit, BigDecimal credit) {}

    int generation() {
        return generation;
    }

    /** Begins a transfer; false if what is held does not fit it. */
    boolean begin(JsonObject message) {
        boolean full = "full".equals(message.getString("kind"));
        if (!full && message.getInteger("fromGeneration") != generation) {
            return false;
        }
        coming = full ? new HashMap<>() : new HashMap<>(shown);
        under = true;
        return true;
    }

    /** Takes a page of the transfer under way; false if there is none. */
    boolean take(JsonObject message) {
        if (under && "vouchers".equals(message.getString("entity"))) {
            JsonArray documents = message.getJsonArray("documents");
            documents.forEach(each -> put((JsonObject) each));
        }
        return under;
    }

    /** Shows what has come; false if there was no transfer. */
    boolean complete(JsonObject message) {
        if (!under) {
            return false;
        }
        shown.clear();
        shown.putAll(coming);
        generation = message.getInteger("generation");
        under = false;
        return true;
    }

    ProductConsumer.Totals totals() {
        var debit = BigDecimal.ZERO;
        var credit = BigDecimal.ZERO;
        for (var sums : shown.values()) {
            debit = debit.add(sums.debit());
            credit = credit.add(sums.credit());
        }
        return new ProductConsumer.Totals(generation, shown.size(), debit, credit);
    }

    private void put(JsonObject change) {
        JsonObject document = change.getJsonObject("document");
        if (document == null) {
            coming.remove(change.getString("key"));
            return;
        }
        var debit = BigDecimal.ZERO;
        var credit = BigDecimal.ZERO;
        for (var each : document.getJsonArray("rows")) {
            var row = (JsonObject) each;
            debit = debit.add(new BigDecimal(row.getString("debitAmount")));
            credit = credit.add(new BigDecimal(row.getString("creditAmount")));
        }
        coming.put(change.getString("key"), new Sums(debit, credit));
    }
}
