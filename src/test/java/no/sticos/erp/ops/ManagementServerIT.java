package no.sticos.erp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ManagementServerIT {
    private final Health health = new Health();
    private final Telemetry telemetry = Telemetry.untraced();
    private final AtomicReference<Figures> figures = new AtomicReference<>(
            () -> Single.just(List.of(new Figures.Figure("erp.queue.runs", "state", "queued", 12))));
    private final ManagementServer server;
    private final WebClient client;

    ManagementServerIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.server = new ManagementServer(
                "127.0.0.1", 0, health, telemetry, () -> figures.get().read());
        this.client = WebClient.create(vertx);
        Await.done(vertx.rxDeployVerticle(server).ignoreElement());
    }

    @Test
    void a_process_that_is_starting_lives_and_is_not_ready() {
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/live").bodyAsJsonObject().getString("status")).isEqualTo("UP");
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(check("process").getJsonObject("data").getString("stage")).isEqualTo("starting");
    }

    @Test
    void it_is_ready_when_it_serves_and_the_database_answers() {
        health.serving(Completable.complete());

        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(check("database").getString("status")).isEqualTo("UP");
    }

    @Test
    void a_database_that_fails_or_says_nothing_makes_it_not_ready_and_leaves_it_alive() {
        for (var database : List.of(Completable.error(new IllegalStateException("secret")), Completable.never())) {
            health.serving(database);

            var answer = get("/ready");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.bodyAsString()).doesNotContain("secret");
            assertThat(check("database").getString("status")).isEqualTo("DOWN");
            assertThat(get("/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void once_it_stops_it_is_not_ready_any_more_whatever_still_starts() {
        health.serving(Completable.complete());
        health.stopping();
        health.serving(Completable.complete());

        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(check("process").getJsonObject("data").getString("stage")).isEqualTo("stopping");
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_are_ours_and_those_that_were_just_read() {
        telemetry.refreshed(null);

        var answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.bodyAsString())
                .contains("erp_token_refreshes_total{outcome=\"renewed\"} 1.0")
                .contains("erp_queue_runs{state=\"queued\"} 12.0");
    }

    @Test
    void metrics_come_without_the_databases_figures_when_it_does_not_answer() {
        for (var silent : List.<Single<List<Figures.Figure>>>of(
                Single.error(new IllegalStateException("away")), Single.never())) {
            figures.set(() -> silent);

            var answer = get("/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsString()).contains("erp_leases_held 0.0").doesNotContain("erp_queue_runs{");
        }
    }

    @Test
    void nothing_else_is_answered_there() {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    private JsonObject check(String id) {
        return get("/ready").bodyAsJsonObject().getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<?> get(String path) {
        return Await.result(client.get(server.port(), "127.0.0.1", path).rxSend());
    }
}
