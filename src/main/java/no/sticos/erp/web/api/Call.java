package no.sticos.erp.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.web.shell.Paths;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be answered: its key opens the operation, and what it asks with is as described.
 *
 * @param ctx the request
 * @param key whose it is
 * @param person the key as the trail calls it
 * @param parameters of the address, those with a usual value always
 * @param body what was sent
 */
record Call(RoutingContext ctx, ApiKey key, Person person, Map<String, Object> parameters, JsonObject body) {
    TenantId firm() {
        return key.tenant();
    }

    /** The client in the path; it need not exist. */
    ClientId client() {
        return Paths.client(ctx);
    }

    /** The integration in the path; it need not exist. */
    IntegrationId integration() {
        return Paths.integration(ctx);
    }

    Optional<String> asked(String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::valueOf);
    }

    /** All of a parameter that may be repeated. */
    List<String> texts(String name) {
        return parameters.get(name) instanceof JsonArray several
                ? several.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Nullable
    Long number(String name) {
        return parameters.get(name) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    /** {@code limit}, which has a usual value wherever it is described. */
    int limit() {
        return ((Number) parameters.getOrDefault("limit", 1)).intValue();
    }

    @Nullable
    LocalDate day(String name) {
        return asked(name).map(LocalDate::parse).orElse(null);
    }

    @Nullable
    Instant time(String name) {
        return asked(name).map(text -> OffsetDateTime.parse(text).toInstant()).orElse(null);
    }

    /** {@code generation}; null for the current one. */
    @Nullable
    Integer generation() {
        return asked("generation").map(Integer::valueOf).orElse(null);
    }
}
