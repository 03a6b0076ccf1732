package no.sticos.erp.web.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the description has it.
 *
 * @param id its name, by which its answer is found
 * @param method its method
 * @param path its address below {@link ApiRoutes#ROOT}, with names in braces
 * @param scopes what a key must open; null: no key is needed
 * @param query the address' parameters
 * @param required which of them must be there
 * @param body what is sent; null: nothing
 */
record Operation(
        String id,
        HttpMethod method,
        String path,
        @Nullable Set<ApiScope> scopes,
        Map<String, Shape> query,
        Set<String> required,
        @Nullable Shape body) {
    private static final String JSON = "application/json";

    /** Its address as the router takes it. */
    String route() {
        return ApiRoutes.ROOT + path.replaceAll("\\{(\\w+)}", ":$1");
    }

    /** Whether {@code address} is one of this operation's. */
    boolean isAt(String address) {
        return address.matches(ApiRoutes.ROOT + path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+") + "/?");
    }

    /** The parameters of a request. Fails with {@code INVALID_INPUT} (argument: which) where one is not as described. */
    Map<String, Object> parameters(RoutingContext ctx) {
        var sent = ctx.queryParams();
        var values = new HashMap<String, Object>();
        for (var name : sent.names()) {
            var shape = Optional.ofNullable(query.get(name)).orElseThrow(() -> wrong(name));
            var value = shape.read(List.copyOf(sent.getAll(name)));
            fitting(shape, name, value);
            values.put(name, value);
        }
        required.stream().filter(name -> !values.containsKey(name)).findFirst().ifPresent(name -> {
            throw wrong(name);
        });
        query.forEach((name, shape) ->
                Optional.ofNullable(shape.usual()).ifPresent(usual -> values.putIfAbsent(name, usual)));
        return values;
    }

    /**
     * What was sent; an empty object where nothing is to be. Fails with {@code NOT_JSON}, and like {@link #parameters}.
     */
    JsonObject body(RoutingContext ctx) {
        var sent = ctx.body().buffer();
        if (body == null) {
            if (sent != null && sent.length() > 0) {
                throw wrong("body");
            }
            return new JsonObject();
        }
        if (!isJson(ctx.request().getHeader("Content-Type"))) {
            throw Fault.of(Cause.NOT_JSON);
        }
        var object = object(sent == null ? "" : sent.toString(StandardCharsets.UTF_8));
        fitting(body, "", object);
        return object;
    }

    private static JsonObject object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            throw wrong("body");
        }
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            throw wrong("body");
        }
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.replaceFirst(";.*", "").strip().equalsIgnoreCase(JSON);
    }

    private static void fitting(Shape shape, String name, Object value) {
        shape.misfit(name, value).ifPresent(at -> {
            throw wrong(at);
        });
    }

    /** The name is one that the description knows, or a few characters of what was sent. */
    static Fault wrong(String name) {
        return Fault.of(
                Cause.INVALID_INPUT, name.replaceAll("[^A-Za-z0-9_.-]", "").replaceFirst("(?<=^.{40}).*", ""));
    }
}
