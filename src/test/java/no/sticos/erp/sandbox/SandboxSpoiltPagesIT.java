package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.assertRefused;
import static no.sticos.erp.sandbox.Wire.documents;
import static no.sticos.erp.sandbox.Wire.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.faults.Rule;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages that repeat, shift, drip or break, filters that do nothing, and storms that pass; all on the wire. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxSpoiltPagesIT {
    private static final CompanyPlan COMPANY = CompanyPlan.of("Liten AS", "310000017", 60);
    private static final String PAGE_OF_FIVE = "/vouchers?$pagesize=5&$page=";

    private final Sandbox sandbox;
    private final Wire wire;
    private final String token;

    SandboxSpoiltPagesIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(COMPANY));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
        this.token = wire.accessToken(COMPANY);
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @AfterEach
    void behave() {
        sandbox.faults().clear();
    }

    @Test
    void a_page_comes_again_under_the_next_number() {
        var first = page(1);
        vouchers().page(2).then(Misbehaviour.pageBeforeAgain());

        var again = page(2);

        assertThat(documents(again)).isEqualTo(documents(first));
        assertThat(again.getJsonObject("Meta").getInteger("CurrentPage")).isEqualTo(2);
        assertThat(documents(page(3))).isNotEqualTo(documents(first));
    }

    @Test
    void pages_shift_as_if_documents_came_or_went_before_them() {
        var all = IntStream.rangeClosed(1, 3)
                .mapToObj(this::page)
                .flatMap(page -> texts(page, "Id").stream())
                .toList();

        vouchers().page(2).times(1).then(Misbehaviour.shifted(2));
        assertThat(texts(page(2), "Id")).isEqualTo(all.subList(3, 8));
        vouchers().page(2).times(1).then(Misbehaviour.shifted(-2));
        assertThat(texts(page(2), "Id")).isEqualTo(all.subList(7, 12));
        vouchers().page(1).then(Misbehaviour.shifted(2));
        assertThat(texts(page(1), "Id")).isEqualTo(all.subList(0, 5));
    }

    @Test
    void a_body_drips_and_is_the_honest_one() {
        var honest = page(1);
        vouchers().then(Misbehaviour.dripping(Duration.ofMillis(10)));
        long begun = System.nanoTime();

        assertThat(documents(page(1))).isEqualTo(documents(honest));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_gzip_stream_breaks_off_in_an_answer_that_seems_whole() {
        vouchers().then(Misbehaviour.truncatedGzip());

        assertThatThrownBy(() -> page(1)).isNotInstanceOf(AssertionError.class);
    }

    @Test
    void a_filter_is_ignored_or_refused_and_lists_without_one_are_honest() {
        var filtered = "/vouchers?$pagesize=1000&$filter=NumberSeries%20eq%20'B'";
        var all = wire.list("/vouchers?$pagesize=1000", token);
        assertThat(documents(wire.list(filtered, token)))
                .hasSizeLessThan(documents(all).size());

        vouchers().times(1).then(Misbehaviour.filterIgnored());
        assertThat(documents(wire.list(filtered, token))).isEqualTo(documents(all));
        vouchers().times(1).then(Misbehaviour.filterRefused());
        assertRefused(wire.api(filtered, token), 400, 6000);
    }

    @Test
    void a_fault_of_filtered_calls_spares_the_same_list_without_a_filter() {
        vouchers().filtered().then(Misbehaviour.filterRefused());

        assertRefused(wire.api("/vouchers?$filter=Number%20gt%201", token), 400, 6000);
        assertThat(documents(page(1))).hasSize(5);
    }

    @Test
    void a_page_comes_in_another_order_than_the_one_before_it() {
        var whole = texts(wire.list("/vouchers?$pagesize=1000&$orderby=CreatedUtc%20desc", token), "Id");
        vouchers().page(2).then(Misbehaviour.reordered("CreatedUtc desc"));

        assertThat(texts(page(2), "Id")).isEqualTo(whole.subList(5, 10));
        assertThat(texts(page(1), "Id")).isNotEqualTo(whole.subList(0, 5));
    }

    @Test
    void somebody_works_while_a_page_is_waited_for() {
        var books = sandbox.company(COMPANY.id()).books();
        var last = books.newest(1).get(0);
        vouchers().page(2).times(1).then(Misbehaviour.meanwhile(() -> books.redate(last.id(), last.date())));

        assertThat(documents(page(1))).hasSize(5);
        assertThat(books.newest(1).get(0).modified()).isEqualTo(last.modified());
        assertThat(documents(page(2))).hasSize(5);
        assertThat(books.newest(1).get(0).modified()).isAfter(last.modified());
    }

    @Test
    void a_storm_of_too_many_requests_begins_and_ends_by_the_clock() {
        vouchers().after(Duration.ofMillis(150)).during(Duration.ofMillis(600)).then(Misbehaviour.tooManyRequests(1));

        assertThat(status(token)).isEqualTo(200);
        Await.until(Duration.ofSeconds(5), () -> status(token) == 429, () -> "the storm never came");
        Await.until(Duration.ofSeconds(5), () -> status(token) == 200, () -> "the storm never ended");
    }

    @Test
    void a_fault_of_one_client_spares_the_others() {
        var code =
                sandbox.identity().issueCode(Wire.REUSING.id(), Wire.BACK, COMPANY.id(), Wire.USER, Wire.SCOPES, null);
        var other = wire.token(Wire.REUSING, Wire.exchange(code, Wire.BACK, "")).getString("access_token");
        vouchers().client(Wire.REUSING.id()).then(Misbehaviour.serverError());

        assertThat(List.of(status(token), status(other))).containsExactly(200, 500);
    }

    private int status(String with) {
        return wire.api(PAGE_OF_FIVE + 1, with).statusCode();
    }

    private JsonObject page(int number) {
        return wire.list(PAGE_OF_FIVE + number, token);
    }

    private Rule vouchers() {
        return sandbox.faults().when("/v2/vouchers");
    }
}
