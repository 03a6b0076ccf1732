package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are no page: asked for again within a bound; then the run fails, and the books stand as they were. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadPagesIT {
    private static final int TRIES = 3;
    private static final int FAULTS = 5;
    private static final int PAGES = 3;
    /** They are counted before and after the balances are read. */
    private static final int COUNTS = 2;

    private final Site site;
    private final String vouchers;

    BadPagesIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Måsvær Rør AS", "974760673", 100).years(2));
        var years = site.books().years();
        this.vouchers = "/v2/vouchers/" + years.get(years.size() - 1).id();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void behave() {
        site.sandbox().faults().clear();
    }

    static Stream<Arguments> badPages() {
        return Stream.of(
                arguments("JSON that breaks off", Misbehaviour.brokenJson(), "notUnderstood", TRIES),
                arguments("an HTML page with 200", Misbehaviour.pageInsteadOfJson(), "notUnderstood", TRIES),
                arguments("a list without Meta", Misbehaviour.withoutMeta(), "notUnderstood", TRIES),
                arguments("another content type", csv(), "notUnderstood", TRIES),
                arguments("text that is no JSON", noJson(), "notUnderstood", TRIES),
                arguments("a body cut short", Misbehaviour.truncated(), "noContact", TRIES * FAULTS),
                arguments("a connection reset", Misbehaviour.reset(), "noContact", TRIES * FAULTS),
                arguments("an error of Visma's", Misbehaviour.serverError(), "vismaDown", TRIES * FAULTS),
                arguments("a maintenance page", Misbehaviour.maintenancePage(), "vismaDown", TRIES * FAULTS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPages")
    void a_bad_page_ends_the_run_at_its_bound_and_one_that_passes_does_not(
            String what, Misbehaviour bad, String cause, int requests) {
        var client = whole();
        var model = new ReadModel(site.database(), client);
        var before = model.views();
        var events = model.events();
        changeOneOfTheFirstPage();

        // The first page lands, then the second never comes: what has landed is not shown.
        site.sandbox().faults().when(vouchers).filtered().then(bad);
        assertThat(run(client)).isEqualTo("FAILED " + cause);
        assertThat(site.sandbox().faults().count(vouchers)).as(what).isEqualTo(1 + requests);
        assertThat(model.views()).isEqualTo(before);
        assertThat(model.events()).isEqualTo(events);

        site.sandbox().faults().clear();
        site.sandbox().faults().when(vouchers).filtered().times(TRIES - 1).then(bad);
        assertThat(run(client)).isEqualTo("DONE");
        assertThat(site.sandbox().faults().count(vouchers)).as(what).isEqualTo(PAGES + TRIES - 1 + COUNTS);
        assertThat(model.views()).isEqualTo(site.truth()).isNotEqualTo(before);
        assertThat(model.events()).hasSize(4).endsWith("4 generation 3 4");
        assertThat(model.leftOver()).as("of the run that failed").containsExactly("unfinished: vouchers");
    }

    @Test
    void an_answer_that_takes_too_long_is_asked_for_again() {
        var client = whole();
        site.sandbox().faults().when(vouchers).filtered().times(1).then(Misbehaviour.slow(Duration.ofSeconds(4)));
        var hasty = site.restless(site.source(Site.reading(20, Duration.ofSeconds(2))));

        assertThat(run(client, hasty)).isEqualTo("DONE");

        assertThat(site.sandbox().faults().count(vouchers)).isEqualTo(PAGES + 1 + COUNTS);
    }

    @Test
    void a_token_refused_in_mid_run_is_renewed_once() {
        var client = whole();
        var node = site.restless(site.source(Site.reading(20)));
        site.sandbox().faults().when(vouchers).filtered().times(1).then(Misbehaviour.unauthorised());

        assertThat(run(client, node)).isEqualTo("DONE");

        assertThat(site.sandbox().faults().count("/connect/token")).isEqualTo(1);
        assertThat(site.sandbox().faults().count(vouchers)).isEqualTo(PAGES + 1 + COUNTS);
        assertThat(node.refusals()).isEmpty();
    }

    @Test
    void a_token_refused_after_it_was_renewed_ends_the_run_and_the_consent() {
        var client = whole();
        var node = site.restless(site.source(Site.reading(20)));
        site.sandbox().faults().when(vouchers).filtered().then(Misbehaviour.unauthorised());

        assertThat(run(client, node)).isEqualTo("FAILED tokenRefused");

        assertThat(site.sandbox().faults().count("/connect/token")).isEqualTo(1);
        assertThat(site.sandbox().faults().count(vouchers)).isEqualTo(1 + 2);
        assertThat(node.refusals()).containsExactly(client + " TOKEN_REFUSED");
    }

    @Test
    void a_used_up_quota_is_waited_for_and_the_page_says_until_when() {
        var client = whole();
        var settings = SyncNode.settings("patient", SyncNode.NEVER);
        var table = new RunTable(site.database(), new Generations(site.database()), settings);
        var budget = new QuotaBudget(
                new SharedQuota(site.database(), QuotaSettings.perMinute(60_000)),
                Schedulers.computation(),
                table::isClicked,
                (who, wait) -> note(table.waitFor(who, wait)));
        var node = site.restless(site.source(Site.reading(20), budget));
        site.sandbox().faults().when(vouchers).filtered().times(1).then(Misbehaviour.tooManyRequests(2));
        var model = new ReadModel(site.database(), client);
        var told = new TreeSet<String>();
        forgetAndAsk(client);
        long began = System.nanoTime();

        node.workUntil(() -> !told.addAll(waiting(model)) && model.isAtRest(), model::run);

        assertThat(told).containsExactly("RUNNING true");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(model.run()).isEqualTo("DONE");
        assertThat(site.sandbox().faults().count(vouchers)).isEqualTo(PAGES + 1 + COUNTS);
    }

    @SuppressWarnings("CheckReturnValue") // a hint for the page, as the gateway gives it
    private static void note(Completable hint) {
        hint.subscribe();
    }

    private static List<String> waiting(ReadModel model) {
        return model.lines("SELECT state || ' ' || (waiting_until BETWEEN now() AND now() + interval '2 s')"
                + " FROM gateway.runs WHERE client_id = $1 AND waiting_until > now()");
    }

    private ClientId whole() {
        var client = site.newClient();
        site.finish(site.restless(site.source(Site.reading(1000))), client);
        return client;
    }

    private String run(ClientId client) {
        return run(client, site.restless(site.source(Site.reading(20))));
    }

    private String run(ClientId client, SyncNode node) {
        forgetAndAsk(client);
        site.finish(node, client);
        return new ReadModel(site.database(), client).run();
    }

    private void forgetAndAsk(ClientId client) {
        site.sandbox().faults().forgetCounts();
        site.ask(client);
    }

    private void changeOneOfTheFirstPage() {
        var year = site.books().years().get(1);
        var first = site.books().vouchers().stream()
                .filter(voucher -> year.holds(voucher.date()) && voucher.number() == 1)
                .findFirst()
                .orElseThrow();
        var rows = List.of(new VoucherRow(6800, 777, 0, "Endret"), new VoucherRow(1920, 0, 777, null));
        assertThat(site.books().change(first.id(), first.text() + "!", rows)).isNotNull();
    }

    private static Misbehaviour csv() {
        return (call, honest, scheduler) -> honest.answer().map(reply -> Reply.of(200, "text/csv", reply.body()));
    }

    private static Misbehaviour noJson() {
        return (call, honest, scheduler) -> honest.answer()
                .map(reply -> Reply.of(200, "application/json", io.vertx.core.buffer.Buffer.buffer("{'Meta': oops}")));
    }
}
