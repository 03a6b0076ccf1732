package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import no.sticos.erp.connect.StoredTokens;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.DemoProducts;
import no.sticos.erp.testing.EveryRow;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Walker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Fetching, sending and every way of removing, through the whole house: what is left afterwards is the receipt, and
 * nothing secret was said to anybody on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovalWalkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PERSONAL = "Sagmester Grantopp ENK";
    private static final String SECRET = "erp-demo-secret";
    private static final String IDENTITY_KEY = "a test's own key of 32 characters";

    /** Tables whose rows of a removed client stay: its last event, its receipt, the trail, the run that removed it. */
    private static final Set<String> STAY =
            Set.of("audit_lines", "event_streams", "events", "removed_clients", "runs", "subscriptions");

    /** Its own, since a gateway that stops closes it. */
    private final Vertx vertx = Vertx.vertx();

    private final int port = Ports.free();
    private final String portal = "http://localhost:" + port;
    private final SandboxUniverse universe = SandboxUniverse.demo(7);
    private final DbSettings settings = TestDatabase.migrated();
    private final Secret keyset = TokenCipher.newKeyset();
    private final Walker walker = new Walker();
    private final Collection<String> sent = new ConcurrentLinkedQueue<>();
    private final Set<String> tokens = new LinkedHashSet<>();
    private final DemoProducts products = new DemoProducts(vertx);
    private final Sandbox sandbox;
    private final Gateway gateway;
    private final Database database;
    private final LogLines log = new LogLines("no.sticos.erp");

    RemovalWalkIT() {
        this.sandbox = new Sandbox(
                vertx,
                SandboxSettings.of(
                        universe, client("/visma/callback"), SignInSettings.of(client("/sign-in/callback"))));
        Await.done(sandbox.start().ignoreElement());
        this.gateway = gateway();
        vertx.getDelegate().eventBus().<Object>addOutboundInterceptor(delivery -> {
            sent.add(String.valueOf(delivery.message().body()));
            delivery.next();
        });
        products.start();
        this.database = Await.result(gateway.start()).database();
    }

    @AfterAll
    void stop() {
        log.close();
        Await.done(gateway.stop());
    }

    @Test
    void what_is_removed_is_gone_and_proved_gone_and_nothing_secret_was_told() {
        signIn();
        var personal = connected(PERSONAL);
        fetched(personal);
        figures(personal);
        var other = connected("Nøtteknekkeren Design AS");
        awaitSlot(personal);
        awaitSlot(other);
        var rows = rowsOf(other);
        wholeClient(personal);
        assertThat(rowsOf(other)).as("another client's rows").isEqualTo(rows);
        system(other);
        canaries();
    }

    /** Slett kontoer: the receipt proves it, and Send data brings the books back. */
    private void figures(String client) {
        walker.open("/clients/" + client + "/delete-accounts").submit("/delete-accounts", Map.of());
        var receipt = receipt(removal());

        assertThat(receipt).contains("Kontoene til " + PERSONAL, "Tilkoblingen er beholdt");
        assertThat(receipt.split("Bekreftet ", -1))
                .as("acknowledged by each product")
                .hasSize(4);
        assertThat(told("SELECT rows_left::text FROM gateway.removed_clients WHERE client_id = " + client))
                .isEqualTo("0");
        assertThat(told("SELECT count(*)::text FROM gateway.count_books(" + client + ")"))
                .isEqualTo("0");
        assertThat(products.parts(Long.parseLong(client))).isZero();
        assertThat(products.generations(Long.parseLong(client))).isEmpty();
        assertThat(walker.open("/clients/" + client).page())
                .contains("Ingen data", "Neste steg: Send data", "Trykk Send data for å hente regnskapet.");

        walker.press("/clients/" + client + "/send");
        await(client, "OK");
        awaitProducts(client);
    }

    /** Slett: the consent is dead at Visma, no table holds a row, and the receipt can still be read. */
    private void wholeClient(String client) {
        var consent = new StoredTokens(settings, keyset).refresh(Long.parseLong(client));
        note();
        assertThat(refreshed(consent)).as("the consent works before").isEqualTo(200);
        walker.open("/clients/" + client + "/delete").submit("/delete", Map.of());
        long removal = removal();
        var receipt = receipt(removal);

        assertThat(receipt).contains("Slettet", PERSONAL, "Tilgang trukket tilbake hos Visma");
        assertThat(receipt.split("Bekreftet ", -1)).hasSize(4);
        assertThat(refreshed(consent)).as("the consent is over at Visma").isEqualTo(400);
        assertThat(rowsOf(client).keySet()).isSubsetOf(STAY);
        assertThat(walker.open("/integrations").page()).contains("Visma eAccounting");
        assertThat(walker.open("/deletions/" + removal).page()).contains("Kvittering for sletting", PERSONAL);
    }

    /** Slett system takes the rest. */
    private void system(String client) {
        var system = told("SELECT integration_id::text FROM gateway.integrations");
        walker.open("/integrations/" + system + "/delete").submit("/delete", Map.of("name", "Visma eAccounting"));
        long removal = Long.parseLong(told("SELECT max(removal_id)::text FROM gateway.removals"));
        var receipt = receipt(removal);

        assertThat(receipt).contains("1 av 1", "Nøtteknekkeren Design AS");
        assertThat(rowsOf(client).keySet()).isSubsetOf(STAY);
        assertThat(told("SELECT count(*)::text FROM gateway.integrations")).isEqualTo("0");
        assertThat(told("SELECT count(*)::text FROM gateway.grants")).isEqualTo("0");
    }

    /** No token, secret or personal number of all this is in a row, a log line, an address or an event. */
    private void canaries() {
        var number = plan(PERSONAL).orgnr();
        assertThat(number).isNotNull();
        var canaries = new LinkedHashSet<>(tokens);
        canaries.addAll(List.of(SECRET, IDENTITY_KEY, keyset.reveal(), number));
        var rows = new EveryRow(settings);
        assertThat(rows.with(PERSONAL)).as("the search finds what is there").hasSizeGreaterThan(2);
        assertThat(sent).anyMatch(message -> message.contains(PERSONAL));
        assertThat(log.lines()).anyMatch(line -> line.contains("/clients/"));
        assertThat(tokens).as("access and refresh of two consents").hasSizeGreaterThan(3);
        for (var canary : canaries) {
            assertThat(rows.with(canary)).as("rows").isEmpty();
            assertThat(sent).as("events").noneMatch(message -> message.contains(canary));
            assertThat(log.lines()).as("log").noneMatch(line -> line.contains(canary));
        }
    }

    private void signIn() {
        walker.open(portal + "/sign-in/start")
                .submit("/authorize", Map.of("person", universe.people().get(0).sub()));
        walker.open("/integrations/new").submit("/integrations", Map.of("system", "visma-eaccounting"));
    }

    private String connected(String name) {
        var system = told("SELECT integration_id::text FROM gateway.integrations");
        walker.open("/integrations/" + system + "/connect").submit("/connect", Map.of());
        walker.submit(
                "/connect/login", Map.of("email", "kari@fjordtall.example", "password", SandboxUniverse.PASSWORD));
        walker.submit("/connect/company", Map.of("company", plan(name).id().toString()));
        walker.submit("/connect/consent", Map.of("answer", "yes"));
        note();
        return walker.address().getQuery().replaceAll(".*added=(\\d+).*", "$1");
    }

    private void fetched(String client) {
        walker.press("/clients/" + client + "/activate");
        await(client, "OK");
        awaitProducts(client);
        note();
    }

    private void await(String client, String state) {
        var sql = "SELECT coalesce(min(state), 'gone') FROM gateway.client_states WHERE client_id = " + client;
        Await.until(PATIENCE, () -> told(sql).equals(state), () -> told(sql) + " instead of " + state);
    }

    /** When its schedule has its next slot; any node gives it one, within seconds. */
    private void awaitSlot(String client) {
        var sql = "SELECT count(*)::text FROM gateway.dues WHERE client_id = " + client;
        Await.until(PATIENCE, () -> told(sql).equals("1"), () -> "no slot");
    }

    private void awaitProducts(String client) {
        var id = Long.parseLong(client);
        Await.until(
                PATIENCE,
                () -> products.generations(id).size() == 3 && vouchers(id) > 0,
                () -> products.generations(id) + " shown, with " + vouchers(id) + " vouchers");
    }

    private long vouchers(long client) {
        var shown = Await.result(products.shown()).get(client);
        return shown == null ? 0 : shown.vouchers();
    }

    private long removal() {
        return Long.parseLong(told("SELECT max(removal_id)::text FROM gateway.removals"));
    }

    /** The receipt once nothing on it waits any more. */
    private String receipt(long removal) {
        Await.until(
                PATIENCE,
                () -> !walker.open("/deletions/" + removal).page().contains("Venter")
                        && walker.page().contains("Rader igjen"),
                walker::page);
        return walker.page();
    }

    /** Rows of the client in each table that has any. */
    private Map<String, Long> rowsOf(String client) {
        return strings("SELECT table_name FROM information_schema.columns JOIN information_schema.tables"
                        + " USING (table_schema, table_name) WHERE table_schema = 'gateway'"
                        + " AND column_name = 'client_id' AND table_type = 'BASE TABLE'")
                .stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> Long.parseLong(
                                told("SELECT count(*)::text FROM gateway." + table + " WHERE client_id = " + client))))
                .entrySet()
                .stream()
                .filter(table -> table.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String told(String sql) {
        return strings(sql).get(0);
    }

    private List<String> strings(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    /** What the sandbox answers to the refresh token. */
    private int refreshed(String token) {
        var web = WebClient.create(vertx);
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "refresh_token")
                .add("refresh_token", token);
        var answer = Await.result(web.postAbs(sandbox.address() + "/connect/token")
                .basicAuthentication("erp-demo", SECRET)
                .rxSendForm(form));
        web.close();
        return answer.statusCode();
    }

    /** Remembers the tokens of the moment. */
    private void note() {
        tokens.addAll(new StoredTokens(settings, keyset).all());
    }

    private CompanyPlan plan(String name) {
        return universe.companies().stream()
                .filter(company -> company.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Gateway gateway() {
        var values = new HashMap<>(Demo.towards(0));
        values.put("schedule.nightly", "false");
        values.putAll(Map.of(
                "tokens.keyset",
                keyset.reveal(),
                "identity.key",
                IDENTITY_KEY,
                "removal.undoMinutes",
                "0",
                "http.port",
                Integer.toString(port),
                "http.publicUri",
                portal,
                "visma.identity",
                sandbox.address(),
                "visma.api",
                sandbox.address() + "/v2",
                "signIn.issuer",
                sandbox.signInIssuer()));
        return new Gateway(vertx, Settings.read("", Map.of()).with(values), settings);
    }

    private OAuthClient client(String callback) {
        return new OAuthClient("erp-demo", Secret.of(SECRET), "Sticos AS", List.of(portal + callback), false);
    }
}
