package no.sticos.erp.consumer;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages as the gateway sends them, of one client in one try. */
record Messages(long client, String epoch, long transfer) {
    static final String EPOCH = "5d1d6b1e-6a1c-4a52-9a1c-000000000001";

    static Messages of(long client) {
        return new Messages(client, EPOCH, 1);
    }

    /** The gateway's next try. */
    Messages again() {
        return new Messages(client, epoch, transfer + 1);
    }

    /** After a restore. */
    Messages inEpoch(String other) {
        return new Messages(client, other, 1);
    }

    ProductMessage begin(int from, int gen) {
        return message("generation.begin", gen + "/begin", 10L * gen, gen, "\"fromGeneration\":" + from);
    }

    ProductMessage page(int gen, int number, Map<String, String> documents) {
        var texts = new TreeMap<>(documents)
                .entrySet().stream()
                        .map(each -> document(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(","));
        return page(gen, number, texts);
    }

    ProductMessage deletion(int gen, int number, String key) {
        return page(gen, number, "{\"key\":\"" + key + "\",\"deleted\":true}");
    }

    ProductMessage complete(int gen, int pages, int changed, int deleted) {
        var sent = pages == 0 ? "" : "\"vouchers\":{\"changed\":" + changed + ",\"deleted\":" + deleted + "}";
        return message(
                "generation.complete",
                gen + "/complete",
                10L * gen,
                gen,
                "\"pages\":" + pages + ",\"sent\":{" + sent
                        + "},\"documents\":{\"vouchers\":2},\"coverage\":[\"accounts\"],"
                        + "\"gaps\":{\"articles\":\"variantLacks\"},\"asOf\":\"2026-02-15T08:00:00Z\",\"result\":\"DONE\","
                        + "\"verdict\":\"OK\",\"reason\":null,\"deviationCount\":0,\"deviations\":[]");
    }

    ProductMessage heartbeat(int gen, long sequence) {
        return message("heartbeat", sequence + "/heartbeat", sequence, gen, "\"verifiedAt\":\"2026-02-15T09:00:00Z\"");
    }

    ProductMessage periodChanged(int must, int gen, long sequence) {
        return message(
                "period.changed",
                sequence + "/period",
                sequence,
                gen,
                "\"fromGeneration\":" + must + ",\"foundAt\":\"2026-02-15T09:00:00Z\",\"counts\":{\"new\":1}");
    }

    ProductMessage removed(long sequence) {
        return message(
                "client.removed",
                sequence + "/removed",
                sequence,
                0,
                "\"what\":\"client\",\"removedAt\":\"2026-02-15T09:00:00Z\"");
    }

    /** The shortest way to the handler. */
    ProductMessage activated() {
        return told("client.activated", 7);
    }

    /** A message that tells of the client, or of a type that nobody knows yet. */
    ProductMessage told(String type, long sequence) {
        return message(type, sequence + "/" + type, sequence, 0, "\"more\":1.10");
    }

    private ProductMessage page(int gen, int number, String documents) {
        return message(
                "generation.changes",
                gen + "/vouchers/" + number,
                10L * gen,
                gen,
                "\"page\":" + number + ",\"entity\":\"vouchers\",\"documents\":[" + documents + "]");
    }

    private static String document(String key, @Nullable String json) {
        return "{\"key\":\"" + key + "\",\"deleted\":false,\"document\":" + json + "}";
    }

    private ProductMessage message(String type, String id, long sequence, int gen, String data) {
        return ProductMessage.read(
                "{\"specversion\":\"1.0\",\"id\":\"" + client + "/" + id + "\",\"type\":\"no.sticos.erp." + type
                        + ".v1\",\"subject\":\"" + client + "\",\"time\":\"2026-02-15T08:30:00Z\",\"streamepoch\":\""
                        + epoch + "\",\"sequence\":\"%019d\"".formatted(sequence) + ",\"transfer\":\"" + transfer
                        + "\",\"generation\":" + gen + ",\"product\":\"rapport\",\"tenant\":\"firm-1\","
                        + "\"companyid\":\"c-1\",\"clientname\":\"Fjell & Fjære AS\",\"data\":{" + data + "}}");
    }
}
