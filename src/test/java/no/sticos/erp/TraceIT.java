package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.ops.Telemetry;
import no.sticos.erp.ops.Tracing;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Accountant;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.DemoProducts;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole house with tracing on: what one click leads to is one trace, as far as the products. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceIT {
    private static final String PRODUCT = "rapport";

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final MockOAuth2Server signIn = new MockOAuth2Server();
    private final String portal;
    private final Sandbox sandbox;
    private final Service service;

    TraceIT(io.vertx.core.Vertx core) {
        int port = Ports.free();
        this.portal = "http://localhost:" + port;
        signIn.start();
        this.sandbox = new Sandbox(
                new Vertx(core),
                SandboxSettings.of(
                        SandboxUniverse.demo(7),
                        client("/visma/callback"),
                        SignInSettings.of(client("/sign-in/callback"))));
        Await.done(sandbox.start().ignoreElement());
        this.service = new Service(
                settings(port),
                TestDatabase.migrated(),
                new Telemetry(Tracing.through(SimpleSpanProcessor.create(exported), "test")));
        var bus = service.vertx().getDelegate().eventBus();
        bus.addInboundInterceptor(delivery -> {
            Optional.ofNullable(delivery.message().headers().get("traceparent"))
                    .filter(trace -> delivery.message().address().startsWith("erp.products"))
                    .ifPresent(headers::add);
            delivery.next();
        });
        new DemoProducts(service.vertx()).start(PRODUCT);
        Await.done(service.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        Await.done(service.stop());
        Await.done(sandbox.stop().onErrorComplete());
        signIn.shutdown();
    }

    @Test
    void one_click_is_one_trace_through_runs_and_pages_to_the_events_of_a_product() {
        new Accountant(portal, signIn).bringIn("Åsgrenda Bakeri AS");
        var click = eventually(() -> spans(SpanKind.SERVER).stream()
                .filter(span -> path(span).endsWith("/activate"))
                .findFirst());
        var trace = click.getTraceId();

        eventually(() -> delivered(trace).size() >= 3 ? Optional.of(true) : Optional.empty());

        var runs = named(trace, "run");
        assertThat(runs).hasSize(3);
        assertThat(named(trace, "land vouchers")).isNotEmpty().allSatisfy(span -> assertThat(
                        runs.stream().map(SpanData::getSpanId))
                .contains(span.getParentSpanId()));
        assertThat(named(trace, "GET /vouchers/{fiscalyearId}")).isNotEmpty();
        assertThat(headers).isNotEmpty().allSatisfy(header -> assertThat(header).startsWith("00-" + trace));
    }

    @Test
    void no_span_holds_a_query_of_the_sign_ins() {
        new Accountant(portal, signIn).walker().open(portal + "/sign-in/start");

        assertThat(spans(SpanKind.SERVER))
                .anySatisfy(span -> assertThat(path(span)).isEqualTo("/sign-in/callback"));
        assertThat(exported.getFinishedSpanItems())
                .allSatisfy(span -> span.getAttributes().forEach((key, value) -> assertThat(value.toString())
                        .doesNotMatch("(?s)http.*[?].*")
                        .doesNotContain("&state=", "?code=")));
    }

    private List<SpanData> delivered(String trace) {
        return named(trace, "deliver " + PRODUCT);
    }

    private List<SpanData> named(String trace, String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span ->
                        span.getTraceId().equals(trace) && span.getName().equals(name))
                .toList();
    }

    private List<SpanData> spans(SpanKind kind) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == kind)
                .toList();
    }

    private static String path(SpanData span) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey("url.path")));
    }

    @CanIgnoreReturnValue
    private <T> T eventually(java.util.function.Supplier<Optional<T>> looked) {
        Await.until(Duration.ofSeconds(60), () -> looked.get().isPresent(), () -> exported.getFinishedSpanItems()
                .toString());
        return looked.get().orElseThrow();
    }

    private Settings settings(int port) {
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
                "management.port",
                "",
                "visma.identity",
                sandbox.address(),
                "visma.api",
                sandbox.address() + "/v2",
                "signIn.issuer",
                signIn.issuerUrl("sticos").toString(),
                "signIn.clientId",
                Accountant.PORTAL_ID));
        values.putAll(Map.of(
                "signIn.right.read", "leser",
                "signIn.right.administer", "administrator"));
        return Settings.read("", Map.of()).with(values);
    }

    private OAuthClient client(String callback) {
        return new OAuthClient("erp-demo", Secret.of("erp-demo-secret"), "Sticos AS", List.of(portal + callback), true);
    }
}
