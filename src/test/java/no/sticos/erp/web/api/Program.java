package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.jspecify.annotations.Nullable;

/** A firm's program that calls with a key. Whatever it is answered is held against the description. */
final class Program {
    private final Portal portal;
    private final String key;

    private Program(Portal portal, String key) {
        this.portal = portal;
        this.key = key;
    }

    /** One with a key of the visitor's firm, called Nattlig, for these scopes. */
    static Program of(Portal portal, Visitor visitor, ApiScope... scopes) {
        var wanted = new ApiKeys.Wanted(UUID.randomUUID(), "Nattlig", Set.of(scopes), Duration.ofDays(1));
        var session = visitor.session();
        var made = Await.result(portal.rooms().apiKeys().make(session.tenant(), wanted, session.person()));
        return new Program(portal, made.secret().reveal());
    }

    /** One that may do everything. */
    static Program mighty(Portal portal, Visitor visitor) {
        return of(portal, visitor, ApiScope.values());
    }

    /** One with this for a key. */
    static Program with(Portal portal, String key) {
        return new Program(portal, key);
    }

    String key() {
        return key;
    }

    /** What there is at a path, which must be there. */
    JsonObject get(String path) {
        var answer = call(HttpMethod.GET, path, null);
        assertThat(answer.statusCode()).as(path + ": " + answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    @CanIgnoreReturnValue
    HttpResponse<Buffer> call(HttpMethod method, String path) {
        return call(method, path, null);
    }

    @CanIgnoreReturnValue
    HttpResponse<Buffer> call(HttpMethod method, String path, @Nullable JsonObject body) {
        var request = portal.request(method, ApiRoutes.ROOT + path).putHeader("Authorization", "Bearer " + key);
        return held(method, path, Await.result(body == null ? request.rxSend() : request.rxSendJsonObject(body)));
    }

    /** The same answer, which is as described. */
    @CanIgnoreReturnValue
    static HttpResponse<Buffer> held(HttpMethod method, String path, HttpResponse<Buffer> answer) {
        var type = Objects.requireNonNullElse(answer.getHeader("Content-Type"), "");
        var body = Objects.requireNonNullElse(answer.bodyAsString(), "");
        assertThat(Described.wrong(method.name(), path, answer.statusCode(), type, body))
                .as(method + " " + path + " " + answer.statusCode() + " " + body)
                .isEmpty();
        assertThat(answer.getHeader("Set-Cookie")).isNull();
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("Access-Control-Allow-Origin")).isNull();
        return answer;
    }
}
