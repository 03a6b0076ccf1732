package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.Revoking;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.connect.SignInFlows;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.connect.TokenKeeper;
import no.sticos.erp.connect.TokenSettings;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.visma.VismaSettings;
import no.sticos.erp.erp.visma.VismaSignIn;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.Delivery;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.events.OutboxRelay;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.DemoProducts;
import no.sticos.erp.testing.OidcServer;
import no.sticos.erp.testing.Products;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Everything between a sandbox of many companies and three products that is not a page: consents, the engine, and
 * the relay, with the pauses of a hasty person.
 */
final class StormHouse {
    /** How often the adapter asks for one page in all. */
    static final int TRIES = 3;
    /** How many faults that pass a run takes in a row. */
    static final int PATIENCE = 5;
    /** An answer that takes longer is none. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Signing in at Visma is not what is tried here. */
    private static final Duration UNHURRIED = Duration.ofSeconds(20);

    private static final SandboxSettings.Limits UNLIMITED = new SandboxSettings.Limits(1_000_000, false);
    private static final String REDIRECT = "http://127.0.0.1/visma/callback";
    private static final String USER = "regnskap@sandkasse.example";
    private static final Secret SECRET = Secret.of("hemmelig");
    private static final List<String> SCOPES =
            List.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");
    private static final SyncSettings SETTINGS = new SyncSettings(
            "storm",
            6,
            PagesSeen.MOST,
            Duration.ofMinutes(1),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofMillis(30),
            Duration.ofMillis(200),
            PATIENCE);

    private final Vertx vertx;
    private final DbSettings dbSettings;
    private final Database database;
    private final Secret keyset = TokenCipher.newKeyset();
    private final Sandbox sandbox;
    private final DemoProducts products;
    private final RunTable runs;
    private final Switching switching;
    private final PagesSeen pages = new PagesSeen();
    private final Connecting connecting;
    private final Session session;
    private final IntegrationId integration;
    private final Person kari = new Person("kari", "Kari Fjordheim");

    StormHouse(Vertx vertx, List<CompanyPlan> plans) {
        this(vertx, plans, TestDatabase.migrated(), UNLIMITED, true);
    }

    /** A house whose engines and relays are other processes, which {@link #environment} tells where things are. */
    static StormHouse withNodesElsewhere(Vertx vertx, List<CompanyPlan> plans, DbSettings dbSettings) {
        return new StormHouse(vertx, plans, dbSettings, UNLIMITED, false);
    }

    /** The same, at a Visma that admits so many requests a minute to each path's template. */
    static StormHouse withQuota(Vertx vertx, List<CompanyPlan> plans, int perMinute) {
        var limits = new SandboxSettings.Limits(perMinute, true);
        return new StormHouse(vertx, plans, TestDatabase.migrated(), limits, false);
    }

    private StormHouse(
            Vertx vertx, List<CompanyPlan> plans, DbSettings dbSettings, SandboxSettings.Limits limits, boolean here) {
        this.vertx = vertx;
        this.dbSettings = dbSettings;
        this.products = new DemoProducts(vertx);
        this.database = Await.result(new DatabaseStart(vertx, dbSettings).open());
        this.sandbox = started(plans, limits);
        var outbox = new Outbox();
        var generations = new Generations(database);
        var clients = new Clients(database);
        var integrations = new Integrations(database);
        var timer = RxHelper.scheduler(vertx);
        var visma = new VismaSignIn(vertx, settings(UNHURRIED));
        var cipher = new TokenCipher(keyset);
        this.runs = new RunTable(database, generations, SETTINGS);
        this.switching = new Switching(database, clients, runs);
        var rooms = new Connecting.Rooms(
                database,
                new SignInFlows(database),
                integrations,
                clients,
                (tx, client) -> Removals.refuseWhile(tx, client, false));
        var identities = new IdentityReader(Secret.of("a test's own key of 32 characters"));
        this.connecting = new Connecting(rooms, visma, cipher, identities, Set.copyOf(SCOPES), timer);
        var firm = Await.result(new Tenants(database).meet("storm", "Fjordtall"));
        this.integration = Await.result(integrations.create(firm.id(), "visma-eaccounting", kari))
                .integration()
                .id();
        this.session = Await.result(
                        new Sessions(database, SessionSettings.DEFAULT).open(firm, kari, EnumSet.allOf(Right.class)))
                .session();
        var tokens = new TokenKeeper(database, visma, cipher, TokenSettings.DEFAULT, timer);
        var removal = new RemovalRun(
                database, runs, outbox, new Revoking(database, visma, cipher, timer), RemovalSettings.DEFAULT);
        if (here) {
            deploy(tokens, generations, removal);
        }
    }

    /** The settings of a gateway in another process that works for this house. */
    Map<String, String> environment() {
        var environment = new HashMap<>(TestDatabase.environment(dbSettings));
        environment.put("ERP_VISMA_IDENTITY", sandbox.address());
        environment.put("ERP_VISMA_API", sandbox.address() + "/v2");
        environment.put("ERP_VISMA_CLIENTID", "sticos");
        environment.put("ERP_VISMA_CLIENTSECRET", SECRET.reveal());
        environment.put("ERP_SIGNIN_ISSUER", sandbox.address() + "/demo-sign-in");
        environment.put("ERP_SIGNIN_CLIENTID", "sticos");
        environment.put("ERP_SIGNIN_CLIENTSECRET", SECRET.reveal());
        environment.put("ERP_TOKENS_KEYSET", keyset.reveal());
        environment.put("ERP_IDENTITY_KEY", "a test's own key of 32 characters");
        return environment;
    }

    /** Where its database is. */
    DbSettings dbSettings() {
        return dbSettings;
    }

    /** The firm's system. */
    IntegrationId integration() {
        return integration;
    }

    /** The firm whose clients they all are. */
    TenantId tenant() {
        return session.tenant();
    }

    private void deploy(TokenKeeper tokens, Generations generations, RemovalRun removal) {
        var timer = RxHelper.scheduler(vertx);
        var budget = new QuotaBudget(
                new SharedQuota(database, QuotaSettings.perMinute(60_000)),
                timer,
                client -> false,
                (client, wait) -> {});
        var engine = new SyncVerticle(
                new VismaSource(vertx, settings(TIMEOUT), tokens, budget),
                new SyncVerticle.Books(database, generations),
                runs,
                removal,
                Consents.of(tokens::worked, tokens::refused),
                new Notifications(vertx, dbSettings).on("runs"),
                SETTINGS,
                pages);
        var events = EventSettings.usual(Products.SUBSCRIBERS);
        var bus = new Bus(vertx.eventBus(), events.ackTimeout());
        var relay = new OutboxRelay(
                new Delivery(database, "storm", new LedgerChanges(database), bus, events),
                new Notifications(vertx, dbSettings).on("events"),
                events);
        products.start();
        Stream.of(relay, engine).forEach(verticle -> assertThat(Await.result(vertx.rxDeployVerticle(verticle)))
                .isNotEmpty());
    }

    /** Stops all of it; Vert.x is its own. */
    void close() {
        Await.done(Completable.fromAction(() -> vertx.deploymentIDs().forEach(id -> Await.done(vertx.rxUndeploy(id)))));
        Await.done(database.close());
        Await.done(sandbox.stop());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** The pages that runs had read and not written. */
    PagesSeen pages() {
        return pages;
    }

    Database database() {
        return database;
    }

    DemoProducts products() {
        return products;
    }

    /** What a product shows, by client. */
    Single<Map<Long, DemoProducts.Shown>> showing() {
        return products.shown();
    }

    /** What a product shows now, by client. */
    Map<Long, DemoProducts.Shown> shown() {
        return Await.result(showing());
    }

    /** A client of the firm for this company, signed in at Visma and not yet switched on. */
    ClientId connect(CompanyPlan plan) {
        return ((ConnectOutcome.Added) consented(plan, null)).client().id();
    }

    /** Signs in at Visma once more for the same client, which goes on by itself afterwards. */
    void reconnect(CompanyPlan plan, ClientId client) {
        assertThat(consented(plan, client)).isInstanceOf(ConnectOutcome.Renewed.class);
        Await.done(switching.resume(session.tenant(), client, kari));
    }

    @CanIgnoreReturnValue
    String activate(ClientId client) {
        return Await.result(switching.activate(session.tenant(), client, kari)).name();
    }

    /** Asks for a fetch of a client that rests. */
    void ask(ClientId client, Trigger trigger) {
        assertThat(askUnlessBusy(client, trigger)).isTrue();
    }

    /** Asks for a fetch unless one is open; gives whether it did. */
    boolean askUnlessBusy(ClientId client, Trigger trigger) {
        return Await.result(
                database.forGateway(tx -> runs.enqueue(tx, session.tenant(), client, trigger, kari.name())));
    }

    /** Each client's state as its page shows it, with the cause where a person is told one. */
    Map<Long, String> states() {
        var sql =
                """
                SELECT client_id, concat_ws(' ', state, CASE state WHEN 'NEEDS_LOGIN' THEN grant_cause
                                                                    WHEN 'FAILED' THEN run_cause
                                                                    WHEN 'PARTIAL' THEN run_cause END)
                  FROM gateway.client_states
                """;
        return Await.result(database.forGateway(
                        tx -> tx.list(new Sql("test", sql), row -> Map.entry(row.getLong(0), row.getString(1)))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Waits until no run is open. */
    void rest(Duration patience) {
        var open = "SELECT client_id || ' ' || state || ' ' || stage || ' ' || coalesce(cause, '-') || ' ' || failures"
                + " FROM gateway.runs WHERE ended_at IS NULL";
        Await.until(patience, () -> lines(open).isEmpty(), () -> lines(open).toString());
    }

    /** An access token of a consent that nobody has stored, to look at the wire with. */
    Secret token(CompanyPlan plan) {
        // The pair of RFC 7636 appendix B.
        var challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        var verifier = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        var code = sandbox.identity().issueCode("sticos", REDIRECT, plan.id(), USER, SCOPES, challenge);
        return Await.result(new VismaSignIn(vertx, settings(UNHURRIED)).exchange(code, verifier))
                .access();
    }

    private List<String> lines(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private ConnectOutcome consented(CompanyPlan plan, @Nullable ClientId expected) {
        var query = OidcServer.query(Await.result(connecting.start(session, integration, expected)));
        var challenge = query.get("code_challenge");
        var code = sandbox.identity().issueCode("sticos", REDIRECT, plan.id(), USER, SCOPES, challenge);
        var state = Secret.of(Objects.requireNonNull(query.get("state")));
        return Await.result(connecting.finish(session, new Callback(state, Secret.of(code), null, null)));
    }

    private Sandbox started(List<CompanyPlan> plans, SandboxSettings.Limits limits) {
        var client = new OAuthClient("sticos", SECRET, "Sticos", List.of(REDIRECT), true);
        var settings = SandboxSettings.of(SandboxUniverse.of(1, plans), client, SignInSettings.of(client));
        var made = new Sandbox(vertx, settings.limited(limits));
        assertThat(Await.result(made.start())).isPositive();
        return made;
    }

    private VismaSettings settings(Duration timeout) {
        var retry = new RetryPolicy(TRIES, Duration.ofMillis(5), Duration.ofMillis(20));
        return new VismaSettings(
                URI.create(sandbox.address()),
                URI.create(sandbox.address() + "/v2"),
                new VismaSettings.OAuthClient("sticos", SECRET, URI.create(REDIRECT)),
                new VismaSettings.Reading(20, timeout, retry, 8 << 20, 1 << 20));
    }
}
