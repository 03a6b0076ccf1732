package no.sticos.erp.web.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys as an administrator makes, sees and revokes them. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyRoutesIT {
    private static final Pattern KEY = Pattern.compile("erp_[A-Za-z0-9_-]{43}");

    private final Portal portal;

    ApiKeyRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_key_is_shown_once_and_stands_in_the_list_and_in_the_trail() {
        var kari = portal.visitor();
        try (var log = new LogLines("no.sticos.erp")) {
            var made = make(kari, UUID.randomUUID().toString(), "Nattlig rapport", "30", "clients_read", "books_read");

            assertThat(made.statusCode()).isEqualTo(200);
            assertThat(made.getHeader("Cache-Control")).isEqualTo("no-store");
            var key = keyOn(made);
            var opened = Await.result(portal.rooms().apiKeys().use(Secret.of(key)));
            assertThat(opened.name()).isEqualTo("Nattlig rapport");

            var list = portal.get(kari, "/api-keys").bodyAsString();
            assertThat(list)
                    .contains("Nattlig rapport", "slutter på " + key.substring(43), "av Kari Lunde", "Se regnskapene")
                    .doesNotContain(key);
            assertThat(portal.get(kari, "/activity").bodyAsString())
                    .contains("API-nøkkel «Nattlig rapport» laget")
                    .doesNotContain(key);
            assertThat(log.lines()).noneMatch(line -> line.contains(key.substring(4)));
        }
    }

    @Test
    void a_key_is_revoked_after_a_question_and_opens_nothing_then() {
        var kari = portal.visitor();
        var key = keyOn(make(kari, UUID.randomUUID().toString(), "Gammel", "90", "clients_read"));
        long id = Await.result(portal.rooms().apiKeys().use(Secret.of(key))).id();
        var path = "/api-keys/" + id + "/revoke";

        assertThat(portal.get(kari, path).bodyAsString()).contains("Trekk tilbake «Gammel»?");
        assertThat(Await.result(portal.rooms().apiKeys().use(Secret.of(key)).isEmpty()))
                .isFalse();
        for (int time = 0; time < 2; time++) {
            assertThat(portal.post(kari, path).getHeader("Location")).isEqualTo("/api-keys?revoked");
        }

        assertThat(Await.result(portal.rooms().apiKeys().use(Secret.of(key)).isEmpty()))
                .isTrue();
        assertThat(portal.get(kari, "/api-keys?revoked").bodyAsString())
                .contains("Nøkkelen er trukket tilbake", "av Kari Lunde")
                .doesNotContain("id=\"revoke-" + id);
        assertThat(portal.trail(kari)).containsOnlyOnce("api_key_revoked");
    }

    @Test
    void what_cannot_be_taken_is_told_at_its_field_and_nothing_is_made() {
        var kari = portal.visitor();
        var form = UUID.randomUUID().toString();

        var wrong = make(kari, form, "x".repeat(61), "30");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.bodyAsString())
                .contains("Skriv et navn på høyst 60 tegn.", "Velg minst én tilgang.", "x".repeat(61), form)
                .contains("<option value=\"30\" selected>");
        assertThat(make(kari, form, "a", "31", "clients_read").statusCode()).isEqualTo(400);
        assertThat(make(kari, "no form", "a", "30", "clients_read").statusCode())
                .isEqualTo(400);
        assertThat(portal.trail(kari)).doesNotContain("api_key_created");
    }

    @Test
    void who_has_as_many_as_may_be_is_told_and_what_was_typed_is_kept() {
        var kari = portal.visitor();
        for (int number = 0; number < ApiKeys.MOST; number++) {
            make(kari, UUID.randomUUID().toString(), "k" + number, "30", "clients_read");
        }

        var full = make(kari, UUID.randomUUID().toString(), "En til", "180", "books_read");

        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.bodyAsString())
                .contains("Byrået har så mange nøkler som det kan ha.", "value=\"En til\"")
                .contains("<option value=\"180\" selected>")
                .doesNotContainPattern(KEY);
    }

    @Test
    void a_double_click_makes_one_key_and_a_reload_after_its_first_use_none() {
        var kari = portal.visitor();
        var form = UUID.randomUUID().toString();
        make(kari, form, "a", "30", "clients_read");
        var key = keyOn(make(kari, form, "a", "30", "clients_read"));
        assertThat(portal.trail(kari)).containsOnlyOnce("api_key_created");
        assertThat(Await.result(portal.rooms().apiKeys().use(Secret.of(key)).isEmpty()))
                .isFalse();

        assertThat(make(kari, form, "a", "30", "clients_read").getHeader("Location"))
                .isEqualTo("/api-keys?again");
        assertThat(portal.get(kari, "/api-keys?again").bodyAsString()).contains("Ingenting er endret.");
    }

    @Test
    void who_is_no_administrator_sees_the_keys_and_is_told_who_makes_them() {
        var kari = portal.visitor();
        var key = keyOn(make(kari, UUID.randomUUID().toString(), "Felles", "90", "clients_read"));
        long id = Await.result(portal.rooms().apiKeys().use(Secret.of(key))).id();
        var reader = portal.reader(kari);

        assertThat(portal.get(reader, "/api-keys").bodyAsString())
                .contains("Felles", "Bare administrator kan lage og trekke tilbake API-nøkler.")
                .doesNotContain("name=\"form\"", "/revoke");
        assertThat(make(reader, UUID.randomUUID().toString(), "b", "90", "clients_read")
                        .statusCode())
                .isEqualTo(403);
        assertThat(portal.post(reader, "/api-keys/" + id + "/revoke").statusCode())
                .isEqualTo(403);
    }

    @Test
    void another_firms_key_is_not_found() {
        var kari = portal.visitor();
        var key = keyOn(make(kari, UUID.randomUUID().toString(), "Vår", "90", "clients_read"));
        long id = Await.result(portal.rooms().apiKeys().use(Secret.of(key))).id();
        var stranger = portal.visitor();

        assertThat(portal.get(stranger, "/api-keys").bodyAsString()).doesNotContain("Vår");
        for (var path : List.of("/api-keys/" + id + "/revoke", "/api-keys/999999999/revoke", "/api-keys/x/revoke")) {
            assertThat(portal.get(stranger, path).statusCode()).as(path).isEqualTo(404);
            assertThat(portal.post(stranger, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(Await.result(portal.request(HttpMethod.GET, "/api-keys").rxSend())
                        .getHeader("Location"))
                .isEqualTo("/sign-in");
        assertThat(Await.result(portal.rooms().apiKeys().use(Secret.of(key)).isEmpty()))
                .isFalse();
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> make(Visitor visitor, String form, String name, String days, String... scopes) {
        var pairs = new ArrayList<>(List.of("form", form, "name", name, "days", days));
        Arrays.stream(scopes).forEach(scope -> pairs.addAll(List.of(scope, "yes")));
        return portal.post(visitor, "/api-keys", pairs.toArray(String[]::new));
    }

    private static String keyOn(HttpResponse<Buffer> page) {
        var found = KEY.matcher(page.bodyAsString());
        assertThat(found.find()).isTrue();
        return found.group();
    }
}
