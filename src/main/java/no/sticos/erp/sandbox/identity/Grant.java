package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a person allowed: one OAuth client, one user, one company, some scopes. */
record Grant(String clientId, UUID userId, String email, UUID companyId, List<String> scopes, Instant authenticated) {
    JsonObject toJson() {
        return new JsonObject()
                .put("clientId", clientId)
                .put("userId", userId.toString())
                .put("email", email)
                .put("companyId", companyId.toString())
                .put("scopes", new JsonArray(scopes))
                .put("authenticated", authenticated.toString());
    }

    static Grant of(JsonObject json) {
        return new Grant(
                json.getString("clientId"),
                UUID.fromString(json.getString("userId")),
                json.getString("email"),
                UUID.fromString(json.getString("companyId")),
                json.getJsonArray("scopes").stream().map(String::valueOf).toList(),
                Instant.parse(json.getString("authenticated")));
    }
}
