package no.sticos.erp.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/** What operations may be sent, so that nothing is wrong with it. */
final class Bodies {
    private Bodies() {}

    /** Null for an operation that is sent nothing. */
    static @Nullable JsonObject of(String operation) {
        return switch (operation) {
            case "createIntegration" -> new JsonObject().put("system", "visma-eaccounting");
            case "inviteCompany" -> new JsonObject().put("orgnr", "974 760 673").put("email", "leder@fjell.example");
            case "inviteClient" -> new JsonObject().put("email", "leder@fjell.example");
            case "entrust" -> new JsonObject().put("person", "nobody");
            case "setClientSchedule", "setFirmSchedule" -> schedule();
            case "noteGap" -> note("A", 3, 4, "Makulert");
            case "actOnMany" -> many("action", "send", new ClientId(1));
            case "removeMany" -> many("what", "client", new ClientId(1));
            default -> null;
        };
    }

    static JsonObject schedule() {
        return new JsonObject()
                .put("everyMinutes", 30)
                .put("dayFrom", "08:00")
                .put("dayUntil", "16:00")
                .put("nightly", true)
                .put("nightFrom", "23:00")
                .put("nightUntil", "04:00")
                .put("nights", 14);
    }

    static JsonObject note(String series, long from, long to, String text) {
        return new JsonObject()
                .put("yearStart", "2026-01-01")
                .put("series", series)
                .put("from", from)
                .put("to", to)
                .put("text", text);
    }

    static JsonObject many(String field, String what, ClientId... clients) {
        var ids = new JsonArray();
        for (var client : clients) {
            ids.add(client.value());
        }
        return new JsonObject()
                .put("form", UUID.randomUUID().toString())
                .put(field, what)
                .put("clients", ids);
    }
}
