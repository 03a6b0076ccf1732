package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.StubHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the identity server may answer without a consent being lost, a token leaking or the memory filling. */
@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class TokenEndpointIT {
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    private static final Secret REFRESH = Secret.of("refresh-0");
    private static final String OVER = "{\"error\":\"invalid_grant\"}";

    private final Vertx vertx;
    private final StubHttp visma;
    private final VismaSignIn signIn;

    TokenEndpointIT(io.vertx.core.Vertx core) {
        this.vertx = new Vertx(core);
        this.visma = new StubHttp(vertx);
        this.signIn = new VismaSignIn(vertx, settings(visma.address()));
    }

    @BeforeEach
    void forget() {
        visma.reset();
    }

    @AfterAll
    void close() {
        visma.close();
    }

    @ParameterizedTest
    @CsvSource({"200", "202", "302", "401", "403", "404", "429", "500", "502", "503"})
    void the_words_of_an_ended_consent_end_nothing_with_another_status_than_400(int status) {
        visma.json(status, OVER).json(status, OVER).json(status, OVER);

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
        assertThat(Await.error(signIn.exchange("code-1", VERIFIER))).matches(is(Cause.EXCHANGE_FAILED));
        if (status != 200) {
            assertThat(Await.error(signIn.revoke(REFRESH).toSingleDefault("done")))
                    .matches(is(Cause.VISMA_DOWN));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html        | {\"error\":\"invalid_grant\"}",
                "application/json | invalid_grant",
                "application/json | \"invalid_grant\"",
                "application/json | [{\"error\":\"invalid_grant\"}]",
                "application/json | {\"error\":{\"code\":\"invalid_grant\"}}",
                "application/json | {\"error\":\"invalid_grant",
                "application/json | {\"error\":\"invalid_request\",\"error_description\":\"invalid_grant\"}"
            })
    void only_oauths_own_form_of_the_refusal_ends_a_consent(String contentType, String body) {
        visma.answer(request -> StubHttp.send(request, 400, contentType, body));

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
    }

    @Test
    void a_refusal_is_understood_with_a_charset_and_more_fields() {
        visma.answer(request -> StubHttp.send(
                request,
                400,
                "application/json; charset=UTF-8",
                "{\"error_description\":\"x\",\"error\":\"invalid_grant\",\"error_uri\":null}"));

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.GRANT_ENDED));
    }

    @Test
    void a_redirect_is_not_followed_with_our_secret() {
        visma.answer(request -> redirect(request, visma.address() + "/elsewhere"))
                .answer(request -> redirect(request, visma.address() + "/elsewhere"));

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
        assertThat(Await.error(signIn.revoke(REFRESH).toSingleDefault("done"))).matches(is(Cause.VISMA_DOWN));
        assertThat(visma.asked())
                .extracting(StubHttp.Asked::uri)
                .containsExactly("/connect/token", "/connect/revocation");
    }

    @Test
    void an_answer_has_a_bound_also_when_it_is_compressed() {
        var flood = "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"pad\":\""
                + "x".repeat(VismaHttp.TOKEN_ANSWER_BYTES) + "\"}";
        visma.json(200, flood).json(400, flood);

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.VISMA_DOWN));
    }

    @Test
    void an_answer_that_trickles_in_has_a_time_limit() {
        visma.answer(this::trickle);

        assertThat(Await.error(signIn.refresh(REFRESH))).matches(is(Cause.NO_CONTACT));
    }

    @Test
    void tokens_are_read_whatever_they_are_labelled_as() {
        visma.answer(request -> StubHttp.send(
                request, 200, "text/plain", "{\"access_token\":\"a\",\"expires_in\":\"120\",\"refresh_token\":\"r\"}"));

        var tokens = Await.result(signIn.refresh(REFRESH));

        assertThat(tokens.refresh()).isEqualTo(Secret.of("r"));
        assertThat(tokens.life()).isEqualTo(Duration.ofMinutes(2));
    }

    private static void redirect(HttpServerRequest request, String to) {
        request.getDelegate()
                .response()
                .setStatusCode(303)
                .putHeader("Location", to)
                .end();
    }

    /** A byte every so often, so that the connection is never idle and the answer never whole. */
    private void trickle(HttpServerRequest request) {
        var response = request.getDelegate().response().setChunked(true).putHeader("Content-Type", "application/json");
        vertx.setPeriodic(50, id -> {
            if (response.closed()) {
                vertx.cancelTimer(id);
            } else {
                response.write(Buffer.buffer(" "));
            }
        });
    }

    private static Predicate<Throwable> is(Cause cause) {
        return error -> Fault.is(error, cause);
    }

    private static VismaSettings settings(URI server) {
        var retry = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));
        var client = new VismaSettings.OAuthClient(
                "sticos", Secret.of("hemmelig"), URI.create("https://localhost:8443/callback"));
        return new VismaSettings(
                server,
                URI.create(server + "/v2"),
                client,
                new VismaSettings.Reading(1000, Duration.ofMillis(700), retry, 200_000, 10_000));
    }
}
