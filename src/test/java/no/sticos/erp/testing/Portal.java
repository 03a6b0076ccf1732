package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpRequest;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.People;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.ConnectQueues;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.Invitations;
import no.sticos.erp.connect.Inviting;
import no.sticos.erp.connect.OidcSettings;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.connect.SignInFlows;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.connect.TokenKeeper;
import no.sticos.erp.connect.TokenSettings;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.MonthlyResults;
import no.sticos.erp.ledger.TrialBalances;
import no.sticos.erp.ledger.VanishedVouchers;
import no.sticos.erp.ledger.VoucherNumbers;
import no.sticos.erp.mail.MailOutbox;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.GapNotes;
import no.sticos.erp.sync.HeldRuns;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.sync.ManyClients;
import no.sticos.erp.sync.RemovalSettings;
import no.sticos.erp.sync.Removals;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.RunTable;
import no.sticos.erp.sync.Switching;
import no.sticos.erp.sync.SyncSettings;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.sync.schedules.RequestCosts;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Schedules;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.web.PortalRoutes;
import no.sticos.erp.web.WebServer;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.WebSettings;

/**
 * The portal at a port of its own over a real database: Visma's sign-in is a fake, Sticos' own is the demo's,
 * and nothing fetches.
 */
public final class Portal {
    private static final Set<String> SCOPES = Set.of("ea:api", "offline_access");
    private static final Schedule USUAL = new Schedule(null, Span.ofHours(7, 17), true, Span.ofHours(22, 5), 7);
    private static final SyncSettings SYNC = new SyncSettings(
            "portal",
            1,
            8,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Vertx vertx;
    private final Database database;
    private final FakeSignIn visma = new FakeSignIn(true);
    private final TokenCipher cipher = new TokenCipher(TokenCipher.newKeyset());
    private final MailOutbox outbox;
    private final Sandbox sandbox;
    private final Rooms rooms;
    private final FlowableProcessor<String> hints =
            PublishProcessor.<String>create().toSerialized();
    private final WebServer server;
    private final WebClient web;

    /** Starts it; {@code idle} is how long a session lasts without use. */
    public Portal(Vertx vertx, Duration idle) {
        this(vertx, idle, URI.create("https://identity.invalid"));
    }

    /** Starts it; browsers are sent to {@code identity} to sign in at Visma. */
    public Portal(Vertx vertx, Duration idle, URI identity) {
        this(vertx, idle, identity, false);
    }

    /** Starts it; what it posts lies in {@link #outbox} until a test has it sent. */
    public static Portal mailing(Vertx vertx) {
        return new Portal(vertx, Duration.ofMinutes(30), URI.create("https://identity.invalid"), true);
    }

    /** Starts it; it says everything in {@code messages}. */
    public static Portal speaking(Vertx vertx, Messages messages) {
        return new Portal(vertx, Duration.ofMinutes(30), URI.create("https://identity.invalid"), false, messages);
    }

    private Portal(Vertx vertx, Duration idle, URI identity, boolean mail) {
        this(vertx, idle, identity, mail, Messages.bokmal());
    }

    private Portal(Vertx vertx, Duration idle, URI identity, boolean mail, Messages messages) {
        this.vertx = vertx;
        outbox = new MailOutbox(mail, cipher.letters());
        visma.at(identity);
        visma.slowness(Duration.ZERO);
        database = Await.result(TestDatabase.open(vertx));
        var client = new OAuthClient("portal", Secret.of("s"), "Sticos", List.of("http://portal.invalid/back"), true);
        sandbox = new Sandbox(vertx, SandboxSettings.of(SandboxUniverse.demo(7), client, SignInSettings.of(client)));
        Await.done(sandbox.start().ignoreElement());
        rooms = rooms(idle);
        var settings = new WebSettings("localhost", 0, URI.create("http://localhost"), identity, Duration.ofHours(10));
        server = new WebServer(new PortalRoutes(rooms, messages, hints, settings), settings);
        Await.done(vertx.rxDeployVerticle(server).ignoreElement());
        web = WebClient.create(vertx);
    }

    /**
     * A person in a firm of their own, signed in, with a system.
     *
     * @param cookie what the browser holds
     * @param session what the server knows
     * @param integration the firm's system
     */
    public record Visitor(Secret cookie, Session session, IntegrationId integration) {
        /** The system page. */
        public String system() {
            return "/integrations/" + integration;
        }
    }

    /** A person in a new firm who may do everything. */
    public Visitor visitor() {
        int number = COUNTER.incrementAndGet();
        var tenant = Await.result(rooms.tenants().meet("portal-" + number, "Byrå " + number));
        var kari = new Person("sub-" + number, "Kari Lunde");
        var made = Await.result(rooms.integrations().create(tenant.id(), "visma-eaccounting", kari));
        var opened = Await.result(rooms.sessions().open(tenant, kari, Set.of(Right.values())));
        return new Visitor(opened.cookie(), opened.session(), made.integration().id());
    }

    /** A person in a new firm that has no system yet; its number is another firm's. */
    public Visitor newcomer() {
        int number = COUNTER.incrementAndGet();
        var tenant = Await.result(rooms.tenants().meet("portal-" + number, "Byrå " + number));
        var opened = Await.result(
                rooms.sessions().open(tenant, new Person("sub-" + number, "Nina Sund"), Set.of(Right.values())));
        return new Visitor(opened.cookie(), opened.session(), new IntegrationId(999_999_999L));
    }

    /** Another person of the same firm, who may only look. */
    public Visitor reader(Visitor colleague) {
        return colleague(colleague, Set.of(Right.READ));
    }

    /** Another person of the same firm with these rights. */
    public Visitor colleague(Visitor colleague, Set<Right> rights) {
        var session = colleague.session();
        var tenant = new no.sticos.erp.clients.Tenant(session.tenant(), "portal", session.firmName());
        var ola = new Person("sub-ola-" + COUNTER.incrementAndGet(), "Ola Vik");
        var opened = Await.result(rooms.sessions().open(tenant, ola, rights));
        return new Visitor(opened.cookie(), opened.session(), colleague.integration());
    }

    /** The same person in another browser. */
    public Visitor again(Visitor visitor) {
        var session = visitor.session();
        var tenant = new no.sticos.erp.clients.Tenant(session.tenant(), "portal", session.firmName());
        var opened = Await.result(rooms.sessions().open(tenant, session.person(), session.rights()));
        return new Visitor(opened.cookie(), opened.session(), visitor.integration());
    }

    /** Another person of the same firm, who may do everything too. */
    public Visitor colleague(Visitor visitor) {
        var session = visitor.session();
        var tenant = new no.sticos.erp.clients.Tenant(session.tenant(), "portal", session.firmName());
        var liv = new Person("sub-liv-" + COUNTER.incrementAndGet(), "Liv Dal");
        var opened = Await.result(rooms.sessions().open(tenant, liv, Set.of(Right.values())));
        return new Visitor(opened.cookie(), opened.session(), visitor.integration());
    }

    /** A company that the visitor has connected; {@code identity} is its orgnr, or whatever Visma holds. */
    @CanIgnoreReturnValue
    public ClientId client(Visitor visitor, String name, String identity) {
        var company = new Company("company-" + COUNTER.incrementAndGet(), name, identity, "NO", true);
        return connected(visitor, company);
    }

    /** The same for a company of one's own making. */
    public ClientId connected(Visitor visitor, Company company) {
        var outcome = Await.result(rooms.connecting()
                .start(visitor.session(), visitor.integration(), null)
                .flatMap(address -> rooms.connecting().finish(visitor.session(), allowed(address, company))));
        return clientOf(outcome);
    }

    /** What the browser brings back after Visma's sign-in. */
    public Callback allowed(URI address, Company company) {
        return new Callback(Secret.of(state(address)), Secret.of(visma.consent(company)), null, null);
    }

    /** The state in an address of Visma's sign-in. */
    public static String state(URI address) {
        return address.getQuery().replaceAll(".*state=([^&]*).*", "$1");
    }

    /** Visma's sign-in. */
    public FakeSignIn visma() {
        return visma;
    }

    /** What the pages show. */
    public Rooms rooms() {
        return rooms;
    }

    /** Tells the open pages that something may have changed. */
    public void hint() {
        hints.onNext("");
    }

    /** Where letters lie. */
    public MailOutbox outbox() {
        return outbox;
    }

    /** Where everything is kept. */
    public Database database() {
        return database;
    }

    /** Where it is. */
    public String address() {
        return "http://localhost:" + server.port();
    }

    /** A request of nobody. */
    public HttpRequest<Buffer> request(HttpMethod method, String path) {
        return web.request(method, server.port(), "localhost", path).followRedirects(false);
    }

    /** A request to somebody else. */
    public HttpRequest<Buffer> requestAbs(HttpMethod method, URI address) {
        return web.requestAbs(method, address.toString()).followRedirects(false);
    }

    /** A request of the visitor's browser. */
    public HttpRequest<Buffer> request(Visitor visitor, HttpMethod method, String path) {
        return request(method, path)
                .putHeader("Cookie", "erp=" + visitor.cookie().reveal());
    }

    /** What the visitor gets at a path. */
    public HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(request(visitor, HttpMethod.GET, path).rxSend());
    }

    /** What comes of a form with the visitor's own token and these fields, a name and a value in turn. */
    @CanIgnoreReturnValue
    public HttpResponse<Buffer> post(Visitor visitor, String path, String... pairs) {
        var fields = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        for (int i = 0; i < pairs.length; i += 2) {
            fields.add(pairs[i], pairs[i + 1]);
        }
        return Await.result(request(visitor, HttpMethod.POST, path).rxSendForm(fields));
    }

    /** What the visitor's open page is told. */
    public EventStream listen(Visitor visitor, String path) {
        return new EventStream(
                vertx, server.port(), path, "erp=" + visitor.cookie().reveal());
    }

    /** Changes what is kept, as if it had come about by itself. */
    public void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }

    /** What the firm's people have done, oldest first. */
    public List<String> trail(Visitor visitor) {
        var sql = "SELECT action FROM gateway.audit_lines WHERE tenant_id = $1 ORDER BY line_id";
        return Await.result(database.forGateway(tx -> tx.list(
                new Sql("test", sql),
                row -> row.getString(0),
                visitor.session().tenant().value())));
    }

    /** Lets go of the database; the rest ends with Vert.x, which is not ours. */
    public void close() {
        web.close();
        Await.done(sandbox.stop().andThen(database.close()));
    }

    private Rooms rooms(Duration idle) {
        var clients = new Clients(database);
        var integrations = new Integrations(database);
        var flows = new SignInFlows(database);
        var identities = new IdentityReader(Secret.of("a test's own key of 32 characters"));
        var timer = Schedulers.computation();
        var runs = new RunTable(database, generations(), SYNC);
        var switching = new Switching(database, clients, runs);
        var removals = new Removals(database, runs, RemovalSettings.DEFAULT);
        var tokens = new TokenKeeper(database, visma, cipher, TokenSettings.DEFAULT, timer);
        var tables = new Connecting.Rooms(
                database, flows, integrations, clients, (tx, client) -> Removals.refuseWhile(tx, client, false));
        return new Rooms(
                new Tenants(database),
                new People(database),
                integrations,
                new AuditLog(database),
                clients,
                Await.result(PortalSignIn.discover(vertx, oidc(), flows, Clock.systemUTC())),
                new Sessions(database, new SessionSettings(idle, Duration.ofHours(10))),
                new ApiKeys(database),
                new Connecting(tables, visma, cipher, identities, SCOPES, timer),
                new ConnectQueues(database),
                new Invitations(database, outbox),
                new Inviting(tables, visma, cipher, identities, SCOPES, timer),
                new Rechecking(clients, tokens, visma, identities),
                new ConsentQueries(database),
                new ClientOverview(database),
                new Logins(database),
                switching,
                new ManyClients(database, clients, switching, removals),
                new Schedules(database, USUAL),
                new Bulks(database, new RequestCosts.Budget(600)),
                removals,
                new RunHistory(database),
                new BooksQueries(database),
                new Explanations(database),
                new TrialBalances(database),
                new MonthlyResults(database),
                new LockedChanges(database),
                new VoucherNumbers(database),
                new GapNotes(database, clients),
                new VanishedVouchers(database),
                new HeldRuns(database, clients, generations(), runs),
                new Integrity(database),
                new Subscriptions(database),
                Products.ALL);
    }

    private Generations generations() {
        return new Generations(database);
    }

    private OidcSettings oidc() {
        return new OidcSettings(
                URI.create(sandbox.signInIssuer()),
                "portal",
                Secret.of("s"),
                URI.create("http://portal.invalid/back"),
                List.of("profile"),
                new OidcSettings.Claims("firm_id", "firm_name", "email", "roles", "reader", "user", "admin"));
    }

    private static ClientId clientOf(ConnectOutcome outcome) {
        return Optional.of(outcome)
                .map(came -> {
                    if (came instanceof ConnectOutcome.Added added) {
                        return added.client().id();
                    }
                    return came instanceof ConnectOutcome.Blocked blocked
                            ? blocked.client().id()
                            : null;
                })
                .orElseThrow(() -> new AssertionError("not added: " + outcome));
    }
}
