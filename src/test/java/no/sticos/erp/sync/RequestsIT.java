package no.sticos.erp.sync;

import static no.sticos.erp.testing.Products.AVSTEMMING;
import static no.sticos.erp.testing.Products.RAPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.ChangeSource;
import no.sticos.erp.events.EventKind;
import no.sticos.erp.events.GenerationSummary;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.events.PeriodChanges;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Span;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.ledger.LockedPeriods;
import no.sticos.erp.sync.requests.RequestServer;
import no.sticos.erp.sync.requests.Requests;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Contract;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.Products;
import no.sticos.erp.testing.Schemas;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What products ask over the bus, with the answers they get and the refusals. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsIT {
    private static final Product LONN = new Product("lonn");
    private static final Product SLOW = new Product("treg");

    private final Vertx vertx;
    private final Database database;
    private final Firm firm;
    private final Subscriptions subscriptions;
    private final MemoryErp erp = new MemoryErp(500).book(20);
    private final ClientId client;

    RequestsIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.database = Await.result(TestDatabase.open(this.vertx));
        this.firm = new Firm(database);
        this.subscriptions = new Subscriptions(database);
        this.client = firm.client();
        var subscribers = new ArrayList<>(Products.SUBSCRIBERS);
        subscribers.add(new Subscriber(LONN, Set.of("accounts")));
        Await.done(subscriptions.configure(subscribers));
        serve(new LedgerChanges(database), subscribers);
        serve(new Silent(), List.of(new Subscriber(SLOW, Set.of())));
        fetch();
        fetch();
        fetch();
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_snapshot_has_each_document_once_and_stays_with_its_generation() {
        var before = documents(generation());
        var first =
                answer(RAPPORT, question("snapshot").put("entity", "vouchers").put("bytes", 1024));
        erp.put(new UUID(7, 7), LocalDate.of(2026, 3, 3), 900, new BigDecimal("10.00"));
        fetch();

        var found = new ArrayList<String>();
        var page = first;
        int pages = 1;
        while (page.getString("next") != null) {
            page.getJsonArray("documents").forEach(each -> found.add(((JsonObject) each).getString("key")));
            page = answer(
                    RAPPORT,
                    question("snapshot")
                            .put("entity", "vouchers")
                            .put("bytes", 1024)
                            .put("generation", first.getInteger("generation"))
                            .put("after", page.getString("next")));
            pages++;
        }

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(before);
        assertThat(pages).isGreaterThan(5);
        assertThat(documents(generation())).as("what is published now").hasSize(before.size() + 1);
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    hei                                                         | 400 | a request is a JSON object
                    {"clientId":1}                                              | 400 | request is a text
                    {"request":"explode","clientId":#}                          | 404 | no such request
                    {"request":"snapshot","entity":"vouchers"}                  | 400 | clientId is a whole number
                    {"request":"snapshot","clientId":0,"entity":"vouchers"}     | 400 | clientId is a whole number
                    {"request":"snapshot","clientId":999999,"entity":"vouchers"} | 404 | no such client
                    {"request":"snapshot","clientId":#,"entity":"secrets"}      | 404 | no such entity
                    {"request":"snapshot","clientId":#,"entity":"vouchers","generation":99} | 410 | the generation is not kept
                    {"request":"snapshot","clientId":#,"entity":"vouchers","generation":1.5} | 400 | generation is a whole number
                    {"request":"snapshot","clientId":#,"entity":"vouchers","after":"opened/1/1"} | 400 | generation is missing
                    {"request":"snapshot","clientId":#,"entity":"vouchers","generation":1,"after":"x"} | 400 | after is the next
                    {"request":"snapshot","clientId":#,"entity":"vouchers","bytes":10} | 400 | bytes is a whole number
                    {"request":"snapshot","clientId":#,"entity":"vouchers","bytes":2000000} | 400 | bytes is a whole number
                    {"request":"lock","clientId":#}                             | 400 | lockedTo is missing
                    {"request":"lock","clientId":#,"lockedTo":"2025-02-30"}     | 400 | lockedTo is a day
                    {"request":"lock","clientId":#,"lockedTo":20250101}         | 400 | lockedTo is a day
                    {"request":"lock","clientId":#,"lockedTo":"1999-01-01"}     | 422 | 1999-01-01 lies outside
                    {"request":"lock","clientId":999999,"lockedTo":null}        | 404 | no such client
                    {"request":"fetch","clientId":#}                            | 409 | the client is switched off
                    {"request":"fetch","clientId":999999}                       | 404 | no such client
                    {"request":"replay","clientId":#}                           | 400 | generation is a whole number
                    {"request":"replay","clientId":#,"generation":99}           | 409 | the client's books
                    {"request":"replay","clientId":999999,"generation":0}       | 404 | no such client
                    {"request":"pause","clientId":999999}                       | 404 | no such client
                    {"request":"resume","clientId":"nine"}                      | 400 | clientId is a whole number
                    {"request":"position","clientId":999999}                    | 404 | no such client
                    """)
    void what_cannot_be_answered_is_refused_with_a_code_and_a_reason_and_moves_nothing(
            String body, int code, String reason) {
        var before = everything();

        var refused = refused(AVSTEMMING, body.replace("#", client.toString()));

        assertThat(refused.failureCode()).isEqualTo(code);
        assertThat(refused.getMessage()).startsWith(reason);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void what_is_too_long_is_not_read_and_what_is_no_object_neither() {
        assertThat(refused(RAPPORT, "{\"request\":\"" + "x".repeat(5000) + "\"}")
                        .failureCode())
                .isEqualTo(413);
        assertThat(refused(RAPPORT, 17).failureCode()).isEqualTo(400);
    }

    @Test
    void a_generation_that_is_pruned_is_gone() {
        change("UPDATE gateway.books SET oldest_gen = 2 WHERE client_id = $1");

        var refused =
                refused(RAPPORT, question("snapshot").put("entity", "accounts").put("generation", 1));

        assertThat(refused.failureCode()).isEqualTo(410);
        change("UPDATE gateway.books SET oldest_gen = 0 WHERE client_id = $1");
    }

    @Test
    void a_product_reads_only_what_it_subscribes_to() {
        assertThat(refused(LONN, question("snapshot").put("entity", "vouchers")).failureCode())
                .isEqualTo(404);
        assertThat(answer(LONN, question("snapshot").put("entity", "accounts")).getString("entity"))
                .isEqualTo("accounts");
    }

    @Test
    void a_product_locks_for_itself_and_lifts_its_lock() {
        var lock = question("lock").put("lockedTo", "2025-06-30").put("by", "Kontroll 7");

        assertThat(answer(RAPPORT, lock).getBoolean("changed")).isTrue();
        assertThat(answer(RAPPORT, lock).getBoolean("changed")).isFalse();
        assertThat(answer(RAPPORT, question("lock").putNull("lockedTo")).getBoolean("changed"))
                .isTrue();

        assertThat(Await.result(new LockedPeriods(database).productLocks(firm.tenant(), client)))
                .extracting(each -> each.product() + " " + each.lockedTo() + " " + each.setBy())
                .containsExactly("rapport null rapport", "rapport 2025-06-30 Kontroll 7");
    }

    @Test
    void a_client_is_fetched_once_a_minute_whoever_asks() {
        change("UPDATE gateway.clients SET identity_kind = 'ORGNR', orgnr = '974760673', active = true"
                + " WHERE client_id = $1");
        change("UPDATE gateway.runs SET requested_at = requested_at - interval '2 min' WHERE client_id = $1");

        assertThat(answer(RAPPORT, question("fetch")).getBoolean("made")).isTrue();
        assertThat(answer(AVSTEMMING, question("fetch")).getBoolean("made")).isFalse();
        change("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = $1 AND ended_at IS NULL");

        assertThat(refused(AVSTEMMING, question("fetch")).failureCode()).isEqualTo(429);
        change("UPDATE gateway.clients SET active = false WHERE client_id = $1");
    }

    @Test
    void a_product_pauses_resumes_and_is_sent_again_and_sees_where_it_stands() {
        assertThat(answer(LONN, question("position")).getInteger("published")).isEqualTo(generation());
        assertThat(answer(LONN, question("pause")).getBoolean("changed")).isTrue();
        assertThat(answer(LONN, question("position")).getString("pausedAt")).isNotNull();
        assertThat(answer(LONN, question("resume")).getBoolean("changed")).isTrue();
        assertThat(answer(LONN, question("resume")).getBoolean("changed")).isFalse();
        assertThat(answer(LONN, question("replay").put("generation", 0)).getBoolean("changed"))
                .isTrue();

        assertThat(answer(LONN, new JsonObject().put("request", "position")).getInteger("waiting"))
                .isPositive();
        assertThat(answer(LONN, question("position").put("clientId", client.toString()))
                        .getInteger("behind"))
                .as("an id as it stands in events")
                .isPositive();
    }

    @Test
    void a_product_that_is_back_is_sent_what_waited_because_it_was_silent() {
        Await.done(database.forGateway(tx -> tx.run(
                                new Sql(
                                        "test",
                                        "UPDATE gateway.subscriptions SET parked_at = now(), failures = 60 WHERE product = $1"),
                                RAPPORT.id())
                        .toSingleDefault(true))
                .ignoreElement());

        assertThat(answer(RAPPORT, new JsonObject().put("request", "resume")).getInteger("resumed"))
                .isPositive();
        assertThat(answer(RAPPORT, question("position")).getValue("parkedAt")).isNull();
    }

    @Test
    void what_waits_of_a_removed_client_can_be_resumed() {
        var gone = firm.client();
        Await.done(database.forGateway(tx -> new Outbox()
                        .append(tx, firm.tenant(), gone, EventKind.REMOVED, 0, 0)
                        .flatMapCompletable(sequence -> Clients.remove(tx, gone))
                        .toSingleDefault(true))
                .ignoreElement());
        var ask = new JsonObject().put("clientId", gone.value());

        assertThat(answer(RAPPORT, ask.put("request", "pause")).getBoolean("changed"))
                .isTrue();
        assertThat(answer(RAPPORT, ask.put("request", "resume")).getBoolean("changed"))
                .isTrue();
        assertThat(refused(RAPPORT, ask.encode()).failureCode()).isEqualTo(404);
    }

    @Test
    void more_questions_at_once_than_a_node_works_at_are_refused() {
        var ask = question("snapshot").put("entity", "vouchers").encode();
        for (int i = 0; i < RequestServer.AT_ONCE; i++) {
            var waiting =
                    vertx.eventBus().rxRequest(RequestServer.address(SLOW), ask).subscribe(reply -> {}, error -> {});
            assertThat(waiting.isDisposed()).isFalse();
        }

        assertThat(refused(SLOW, ask).failureCode()).isEqualTo(429);
        assertThat(answer(RAPPORT, new JsonObject(ask)).getInteger("generation"))
                .as("another product's questions are not in its way")
                .isPositive();
    }

    private void serve(ChangeSource source, List<Subscriber> subscribers) {
        var table = new RunTable(database, new Generations(database), SyncNode.settings("asked", SyncNode.NEVER));
        var fetches = new ProductFetches(database, new Clients(database), table);
        var requests = new Requests(database, source, subscriptions, fetches);
        assertThat(Await.result(vertx.rxDeployVerticle(new RequestServer(requests, subscribers))))
                .isNotNull();
    }

    private void fetch() {
        var node = new SyncNode(database, erp, SyncNode.settings("requests", SyncNode.NEVER));
        node.ask(firm.tenant(), client, Trigger.CLICK);
        var model = new ReadModel(database, client);
        node.workUntil(model::isAtRest, model::run);
    }

    private int generation() {
        return new ReadModel(database, client).generation();
    }

    private JsonObject question(String request) {
        return new JsonObject().put("request", request).put("clientId", client.value());
    }

    /** The answer, where question and answer are as the schemas say. */
    private JsonObject answer(Product product, JsonObject question) {
        var name = question.getString("request");
        assertThat(violations("request." + name, question.encode())).isEmpty();
        var text = Await.result(vertx.eventBus().<String>rxRequest(RequestServer.address(product), question.encode()))
                .body();
        assertThat(violations("reply." + name, text)).isEmpty();
        return new JsonObject(text);
    }

    private static List<String> violations(String schema, String json) {
        try {
            return Contract.errors(schema, Schemas.JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return List.of(e.getMessage());
        }
    }

    private ReplyException refused(Product product, Object body) {
        var error = Await.error(vertx.eventBus().rxRequest(RequestServer.address(product), body));
        assertThat(error).isInstanceOf(ReplyException.class);
        return (ReplyException) error;
    }

    /** The keys of a generation's vouchers, by the source that events are told from. */
    private List<String> documents(int generation) {
        var span = new Span(firm.tenant(), client, 0, generation, Set.of("vouchers"));
        return Await.result(new LedgerChanges(database).changes(span, null, 1 << 20)).changes().stream()
                .map(change -> change.key())
                .toList();
    }

    private String everything() {
        var sql = new Sql(
                "test",
                "SELECT (SELECT count(*) FROM gateway.runs) || ' ' || (SELECT count(*) FROM gateway.product_locks) || ' '"
                        + " || (SELECT string_agg(s::text, ';' ORDER BY s.client_id, s.product)"
                        + " FROM gateway.subscriptions s)");
        return Await.result(
                database.forGateway(tx -> tx.first(sql, row -> row.getString(0)).toSingle()));
    }

    private void change(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql), client.value()))
                .ignoreElement());
    }

    /** Never answers. */
    private static final class Silent implements ChangeSource {
        @Override
        public Single<ChangePage> changes(Span span, ChangePage.@Nullable Cursor after, int bytes) {
            return Single.never();
        }

        @Override
        public Single<GenerationSummary> summary(ClientId client, int gen) {
            return Single.never();
        }

        @Override
        public Single<PeriodChanges> periodChanges(ClientId client, int gen) {
            return Single.never();
        }
    }
}
