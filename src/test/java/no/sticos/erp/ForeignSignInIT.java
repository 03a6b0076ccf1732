package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.NodeProvider;
import no.sticos.erp.testing.OidcServer;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Walker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal's sign-in, page by page, at a certified identity server that demands PKCE and asks for consent. */
@Tag("oidc")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignSignInIT {
    private static final String REFUSED = "Du ble ikke logget på";

    private final int port = Ports.free();
    private final String portal = "http://localhost:" + port;
    private final NodeProvider provider = new NodeProvider(portal + "/sign-in/callback");
    private final Gateway gateway = gateway();

    @AfterAll
    void stop() {
        Await.done(gateway.stop());
        provider.close();
    }

    @Test
    void a_person_signs_in_gives_consent_and_comes_back_to_where_they_were_going() {
        var kari = new Walker().open(portal + "/integrations/new").open(portal + "/sign-in/start");
        assertThat(kari.passed().get(kari.passed().size() - 1).getQuery()).isNull();

        login(kari, "kari");
        assertThat(kari.page()).contains("profile");
        kari.submit("", Map.of());

        assertThat(kari.address()).isEqualTo(URI.create(portal + "/integrations/new"));
        assertThat(kari.page()).contains("Kari Fjordheim");
    }

    @Test
    void who_refuses_to_consent_is_not_signed_in() {
        var kari = login(new Walker().open(portal + "/sign-in/start"), "kari");
        var cancel = kari.page().replaceAll("(?s).*href=\"([^\"]*/abort)\".*", "$1");

        assertThatThrownBy(() -> kari.open(cancel)).hasMessageContaining("403").hasMessageContaining(REFUSED);
        assertSignedOut(kari);
    }

    @Test
    void the_server_itself_refuses_who_comes_without_a_challenge() {
        var begun = new Walker().open(portal + "/sign-in/start").passed();
        var asked = begun.stream()
                .filter(each -> each.toString().contains("code_challenge="))
                .findFirst()
                .orElseThrow();

        var without = asked.toString().replaceAll("&code_challenge(_method)?=[^&]*", "");
        // It sends the browser back with an error that belongs to nobody's sign-in.
        assertThatThrownBy(() -> new Walker().open(without)).hasMessageContaining("error=invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"forged, signature", "aud, signature", "iss, signature", "exp, expiry", "nonce, nonce"})
    void a_token_that_is_spoilt_on_its_way_lets_nobody_in(String fault, String check) {
        try (var log = new LogLines("no.sticos.erp.connect")) {
            var kari = login(new Walker().open(portal + "/sign-in/start"), "kari+" + fault);

            assertThatThrownBy(() -> kari.submit("", Map.of()))
                    .hasMessageContaining("403")
                    .hasMessageContaining(REFUSED);

            assertThat(log.lines()).containsExactly("sign-in refused: " + check);
            assertSignedOut(kari);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lone", "per"})
    void who_has_no_firm_or_no_role_is_not_let_in(String person) {
        var walker = login(new Walker().open(portal + "/sign-in/start"), person);

        assertThatThrownBy(() -> walker.submit("", Map.of()))
                .hasMessageContaining("403")
                .hasMessageContaining(REFUSED);
        assertSignedOut(walker);
    }

    @Test
    void a_way_back_works_once_and_its_code_in_no_other_sign_in() {
        var kari = login(new Walker().open(portal + "/sign-in/start"), "kari").submit("", Map.of());
        var back = kari.passed().stream()
                .filter(each -> each.getPath().equals("/sign-in/callback"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> kari.open(back.toString())).hasMessageContaining("403");

        var thief = new Walker().open(portal + "/sign-in/start");
        var state = OidcServer.query(thief.passed().stream()
                        .filter(each -> each.toString().contains("code_challenge="))
                        .findFirst()
                        .orElseThrow())
                .get("state");
        var stolen = OidcServer.query(back).get("code");
        assertThatThrownBy(() -> thief.open(portal + "/sign-in/callback?code=" + encoded(stolen) + "&state="
                        + encoded(state) + "&iss=" + encoded(provider.issuer())))
                .hasMessageContaining("403")
                .hasMessageContaining(REFUSED);
        assertSignedOut(thief);
    }

    @CanIgnoreReturnValue
    private static Walker login(Walker walker, String name) {
        return walker.submit("", Map.of("login", name, "password", "any"));
    }

    private void assertSignedOut(Walker walker) {
        assertThat(walker.open(portal + "/integrations/new").page()).contains("Logg på med Sticos");
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }

    private Gateway gateway() {
        var values = new HashMap<>(Demo.towards(0));
        values.put("schedule.nightly", "false");
        values.putAll(Map.of(
                "tokens.keyset",
                TokenCipher.newKeyset().reveal(),
                "identity.key",
                "a test's own key of 32 characters",
                "http.port",
                Integer.toString(port),
                "http.publicUri",
                portal,
                "signIn.issuer",
                provider.issuer(),
                "signIn.clientId",
                "erp-integrasjon",
                "signIn.clientSecret",
                "hemmelig-nok-for-en-test"));
        var made = new Gateway(Vertx.vertx(), Settings.read("", Map.of()).with(values), TestDatabase.migrated());
        assertThat(Await.result(made.start()).web().port()).isEqualTo(port);
        return made;
    }
}
