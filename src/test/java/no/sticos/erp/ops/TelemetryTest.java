package no.sticos.erp.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RunId;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final ClientId CLIENT = new ClientId(471_147);
    private static final RunId RUN = new RunId(987_654);
    private static final Duration TOOK = Duration.ofMillis(1_500);
    private static final String CLICK = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Telemetry telemetry = new Telemetry(Tracing.through(SimpleSpanProcessor.create(exported), "node-1"));

    @Test
    void a_clients_next_run_may_begin_before_the_end_of_the_one_before_is_told() {
        telemetry.runBegan(CLIENT, RUN, null);
        telemetry.runBegan(CLIENT, new RunId(2), null);
        telemetry.runEnded(RUN, "done", null);
        telemetry.runLeft(RUN);
        telemetry.runEnded(new RunId(2), "done", null);

        assertThat(scraped()).contains("erp_runs_seconds_count{cause=\"none\",end=\"done\"} 2");
    }

    @Test
    void runs_are_counted_by_end_and_cause_and_leases_while_they_are_held() {
        telemetry.runBegan(CLIENT, RUN, null);
        telemetry.runBegan(new ClientId(2), new RunId(2), null);
        assertThat(scraped()).contains("erp_leases_held 2.0");

        telemetry.runEnded(RUN, "done", null);
        telemetry.runEnded(new RunId(2), "failed", Cause.GRANT_ENDED);
        telemetry.runLeft(RUN);

        assertThat(scraped())
                .contains("erp_leases_held 0.0")
                .contains("erp_runs_seconds_count{cause=\"none\",end=\"done\"} 1")
                .contains("erp_runs_seconds_count{cause=\"grantEnded\",end=\"failed\"} 1")
                .doesNotContain("end=\"left\"");
    }

    @Test
    void gauges_are_there_after_a_collection_of_garbage_too() {
        System.gc();

        assertThat(scraped()).contains("erp_leases_held 0.0", "erp_pages_in_flight 0.0");
    }

    @Test
    void a_run_that_was_only_let_go_of_is_counted_as_left() {
        telemetry.runBegan(CLIENT, RUN, null);

        telemetry.runLeft(RUN);

        assertThat(scraped()).contains("end=\"left\"").contains("erp_leases_held 0.0");
    }

    @Test
    void pages_requests_waits_refreshes_and_deliveries_have_figures() {
        telemetry.pagesInFlight(3);
        telemetry.pagesInFlight(-1);
        telemetry.pageLanded(CLIENT, "vouchers", 1_000, TOOK);
        telemetry.answered(CLIENT, "/vouchers/{fiscalyearId}", 200, TOOK);
        telemetry.answered(CLIENT, "/vouchers/{fiscalyearId}", 429, TOOK);
        telemetry.answered(CLIENT, "/vouchers/{fiscalyearId}", 0, TOOK);
        telemetry.waited("/accounts", TOOK);
        telemetry.refreshed(null);
        telemetry.refreshed(Cause.NO_CONTACT);
        telemetry.delivered("rapport", "taken", null, TOOK);

        assertThat(scraped())
                .contains("erp_pages_in_flight 2.0")
                .contains("erp_pages_landed_seconds_sum{resource=\"vouchers\"} 1.5")
                .contains("erp_documents_landed_total{resource=\"vouchers\"} 1000.0")
                .contains("erp_visma_requests_seconds_count{answer=\"2xx\",path=\"/vouchers/{fiscalyearId}\"} 1")
                .contains("erp_visma_requests_seconds_count{answer=\"429\",path=\"/vouchers/{fiscalyearId}\"} 1")
                .contains("erp_visma_requests_seconds_count{answer=\"none\",path=\"/vouchers/{fiscalyearId}\"} 1")
                .contains("erp_quota_waits_seconds_sum{path=\"/accounts\"} 1.5")
                .contains("erp_token_refreshes_total{outcome=\"renewed\"} 1.0")
                .contains("erp_token_refreshes_total{outcome=\"noContact\"} 1.0")
                .contains("erp_deliveries_seconds_count{outcome=\"taken\",product=\"rapport\"} 1");
    }

    @Test
    void no_client_and_no_run_is_a_label() {
        telemetry.runBegan(CLIENT, RUN, CLICK);
        telemetry.pageLanded(CLIENT, "vouchers", 1, TOOK);
        telemetry.answered(CLIENT, "/vouchers/{fiscalyearId}", 200, TOOK);
        telemetry.runEnded(RUN, "done", null);

        assertThat(scraped()).contains("erp_runs").doesNotContain("471147", "987654");
    }

    @Test
    void what_was_read_replaces_what_was_read_before() {
        var first = telemetry.scrape(List.of(new Figures.Figure("erp.outbox.waiting", "product", "rapport", 7)));
        var second = telemetry.scrape(List.of(new Figures.Figure("erp.outbox.waiting", "product", "rapport", 2)));

        assertThat(first).contains("erp_outbox_waiting{product=\"rapport\"} 7.0");
        assertThat(second).contains("erp_outbox_waiting{product=\"rapport\"} 2.0");
        assertThat(scraped()).doesNotContain("erp_outbox_waiting{");
    }

    @Test
    void a_run_goes_on_with_the_trace_that_it_was_asked_for_in_and_its_steps_with_the_run() {
        telemetry.runBegan(CLIENT, RUN, CLICK);
        telemetry.pageLanded(CLIENT, "vouchers", 1, TOOK);
        var stored = String.valueOf(telemetry.traceOf(CLIENT));
        telemetry.runEnded(RUN, "done", null);
        telemetry.delivered("rapport", "taken", stored, TOOK);

        var run = span("run");
        assertThat(exported.getFinishedSpanItems()).hasSize(3).allSatisfy(span -> assertThat(span.getTraceId())
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
        assertThat(run.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(stored).isEqualTo("00-" + run.getTraceId() + "-" + run.getSpanId() + "-01");
        assertThat(span("land vouchers").getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(span("deliver rapport").getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(span("deliver rapport").getKind()).isEqualTo(SpanKind.PRODUCER);
    }

    @Test
    void a_stored_trace_that_is_none_begins_a_new_one() {
        telemetry.runBegan(CLIENT, RUN, "nonsense");
        telemetry.runEnded(RUN, "done", null);

        assertThat(span("run").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void without_tracing_nothing_is_to_be_stored() {
        var untraced = Telemetry.untraced();
        untraced.runBegan(CLIENT, RUN, null);

        assertThat(untraced.traceOf(CLIENT)).isNull();
    }

    @Test
    void an_address_in_a_span_has_no_query() {
        var tracer =
                Tracing.through(SimpleSpanProcessor.create(exported), "node-1").getTracer("test");
        tracer.spanBuilder("GET")
                .setAttribute("url.full", "http://localhost/visma/callback?code=secret&state=secret")
                .setAttribute("http.url", "http://localhost/visma/callback?code=secret")
                .setAttribute("url.query", "code=secret")
                .setAttribute("url.path", "/visma/callback")
                .startSpan()
                .end();

        assertThat(span("GET").getAttributes().toString())
                .contains("http://localhost/visma/callback", "/visma/callback")
                .doesNotContain("secret");
    }

    @Test
    void an_address_in_a_span_has_no_invitations_secret() {
        var tracer =
                Tracing.through(SimpleSpanProcessor.create(exported), "node-1").getTracer("test");
        tracer.spanBuilder("POST")
                .setAttribute("url.full", "https://erp.example/invite/secret?x=secret")
                .setAttribute("http.target", "/invite/secret/more")
                .setAttribute("url.path", "/Invite/secret")
                .startSpan()
                .end();

        assertThat(span("POST").getAttributes().toString())
                .contains("https://erp.example/invite/", "/Invite/")
                .doesNotContain("secret");
    }

    private String scraped() {
        return telemetry.scrape(List.of());
    }

    private SpanData span(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
