package no.sticos.erp.sandbox.consumer;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.consumer.ProductConsumer.Totals;
import no.sticos.erp.sandbox.consumer.Transfer.DocumentKey;
import no.sticos.erp.sandbox.consumer.Transfer.Sums;
import org.jspecify.annotations.Nullable;

/**
 * What a product holds of one client: the generation it shows, its position, and a transfer under way.
 *
 * <p>Only the vouchers' sums are kept, which is what a total needs. Not safe for use by several threads.
 */
final class Holding {
    private Map<DocumentKey, Sums> shown = Map.of();
    private int generation;
    private String epoch = "";
    private long sequence;
    private long newestTransfer;
    private @Nullable Transfer underWay;

    /** Takes a message and says what to answer. */
    Answer take(JsonObject message) {
        if (isPast(message)) {
            return Answer.TAKEN;
        }
        // A lower number comes from a node of the gateway that has been replaced; other streams count anew.
        if (isSameStream(message) && message.getLong("transfer") < newestTransfer) {
            return Answer.BEGIN_AGAIN;
        }
        newestTransfer = message.getLong("transfer");
        return switch (message.getString("type")) {
            case "generation.begin" -> begin(message);
            case "generation.changes" -> change(message);
            case "generation.complete" -> complete(message);
            case "heartbeat" -> heartbeat(message);
            case "period.changed" -> note(message);
            case "client.removed" -> show(Map.of(), message);
            default -> Answer.TAKEN; // a newer gateway's word
        };
    }

    /** What is shown now. */
    Totals totals() {
        var sums = shown.values().stream().reduce(Sums.NOTHING, Sums::plus);
        return new Totals(generation, counts(shown), sums.debit(), sums.credit());
    }

    private Answer begin(JsonObject message) {
        underWay = null;
        var transfer = new Transfer(message);
        if (!transfer.isFull() && !has(message, message.getInteger("fromGeneration"))) {
            return Answer.SEND_EVERYTHING;
        }
        underWay = transfer;
        return Answer.TAKEN;
    }

    private Answer change(JsonObject message) {
        var transfer = underWay;
        return transfer == null || !transfer.holds(message) ? Answer.BEGIN_AGAIN : transfer.take(message);
    }

    private Answer complete(JsonObject message) {
        var transfer = underWay;
        underWay = null;
        if (transfer == null || !transfer.holds(message) || !transfer.isWhole(message)) {
            return Answer.BEGIN_AGAIN;
        }
        var next = transfer.appliedTo(shown);
        return addsUp(next, message.getJsonObject("documents")) ? show(next, message) : Answer.SEND_EVERYTHING;
    }

    private Answer heartbeat(JsonObject message) {
        if (!has(message, message.getInteger("generation"))) {
            return Answer.SEND_EVERYTHING;
        }
        sequence = message.getLong("sequence");
        return Answer.TAKEN;
    }

    /** It changes nothing that is shown. Where nothing has to be here, a full generation follows. */
    private Answer note(JsonObject message) {
        int must = message.getInteger("fromGeneration");
        if (must > 0 && !has(message, must)) {
            return Answer.SEND_EVERYTHING;
        }
        if (isSameStream(message)) {
            sequence = message.getLong("sequence");
        }
        return Answer.TAKEN;
    }

    private Answer show(Map<DocumentKey, Sums> next, JsonObject message) {
        underWay = null;
        shown = next;
        generation = message.getInteger("generation");
        epoch = message.getString("streamEpoch");
        sequence = message.getLong("sequence");
        return Answer.TAKEN;
    }

    private boolean isPast(JsonObject message) {
        return isSameStream(message) && message.getLong("sequence") <= sequence;
    }

    private boolean isSameStream(JsonObject message) {
        return epoch.equals(message.getString("streamEpoch"));
    }

    private boolean has(JsonObject message, int wanted) {
        return isSameStream(message) && generation == wanted;
    }

    private static boolean addsUp(Map<DocumentKey, Sums> documents, JsonObject announced) {
        var counts = counts(documents);
        return announced.fieldNames().stream()
                .allMatch(entity -> announced.getInteger(entity).equals(counts.getOrDefault(entity, 0)));
    }

    private static Map<String, Integer> counts(Map<DocumentKey, Sums> documents) {
        return documents.keySet().stream()
                .map(DocumentKey::entity)
                .collect(Collectors.toMap(Function.identity(), entity -> 1, Integer::sum));
    }
}
