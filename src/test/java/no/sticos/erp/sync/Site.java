package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.RateBudget;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.erp.visma.VismaSettings;
import no.sticos.erp.erp.visma.VismaSignIn;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeBudget;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;

/** One company at a real sandbox, a real database, and the real adapter between them. */
final class Site {
    private static final String REDIRECT = "https://localhost:8443/callback";
    private static final Secret SECRET = Secret.of("hemmelig");
    private static final String USER = "regnskap@sandkasse.example";
    /** The pair of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final List<String> SCOPES =
            List.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");

    private final Vertx vertx;
    private final CompanyPlan plan;
    private final Sandbox sandbox;
    private final Database database;
    private final Database breakable;
    private final Firm firm;

    Site(Vertx vertx, CompanyPlan plan) {
        this.vertx = vertx;
        this.plan = plan;
        var client = new OAuthClient("sticos", SECRET, "Sticos", List.of(REDIRECT), true);
        var settings = SandboxSettings.of(SandboxUniverse.of(1, List.of(plan)), client, SignInSettings.of(client));
        this.sandbox = new Sandbox(vertx, settings.limited(new SandboxSettings.Limits(1_000_000, false)));
        assertThat(Await.result(sandbox.start())).isPositive();
        var dbSettings = TestDatabase.migrated();
        this.database = Await.result(new DatabaseStart(vertx, dbSettings).open());
        this.breakable = Await.result(new DatabaseStart(vertx, dbSettings).open());
        this.firm = new Firm(database);
    }

    void close() {
        Await.done(breakable.close());
        Await.done(database.close());
        Await.done(sandbox.stop());
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Books books() {
        return sandbox.company(plan.id()).books();
    }

    Database database() {
        return database;
    }

    /** The same through connections of its own, which a test may cut without cutting its own. */
    Database breakable() {
        return breakable;
    }

    Firm firm() {
        return firm;
    }

    /** What Visma gives, in the read model's words. */
    Map<String, List<String>> truth() {
        return WireBooks.read(sandbox.address() + "/v2", grant().access());
    }

    /** How many documents Visma's list has. */
    int total(String list) {
        return WireBooks.total(sandbox.address() + "/v2", grant().access(), list);
    }

    /** A client with a run that waits to be carried out. */
    ClientId newClient() {
        var client = firm.client();
        ask(client);
        return client;
    }

    /** Asks for a run, as the button does. */
    void ask(ClientId client) {
        ask(client, Trigger.CLICK);
    }

    /** Asks for a run as a person or a schedule does. */
    void ask(ClientId client, Trigger trigger) {
        var asking = new SyncNode(database, new MemoryErp(1), SyncNode.settings("asking", SyncNode.NEVER));
        asking.ask(firm.tenant(), client, trigger);
    }

    /** A whole fetch, or one of changes, by a node of its own. */
    void fetch(ClientId client, Trigger trigger) {
        ask(client, trigger);
        finish(node("fetching", database), client);
    }

    /** A node that works only when there is work, with an adapter of its own. */
    SyncNode node(String name, Database through) {
        return new SyncNode(through, source(reading(50)), SyncNode.settings(name, SyncNode.NEVER));
    }

    /** A node that looks for work all the time, so that a run that was put back is soon taken up again. */
    SyncNode restless(ErpSource source) {
        return new SyncNode(database, source, SyncNode.settings("restless", Duration.ofMillis(5)));
    }

    /** Pages of this size, each tried three times. */
    static VismaSettings.Reading reading(int pageSize) {
        return reading(pageSize, Duration.ofSeconds(20));
    }

    /** The same with another time limit. */
    static VismaSettings.Reading reading(int pageSize, Duration timeout) {
        var retry = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5));
        return new VismaSettings.Reading(pageSize, timeout, retry, 8 << 20, 1 << 20);
    }

    ErpSource source(VismaSettings.Reading reading) {
        return source(reading, new FakeBudget());
    }

    /** The adapter with a consent of its own. */
    ErpSource source(VismaSettings.Reading reading, RateBudget budget) {
        var settings = settings(reading);
        return new VismaSource(vertx, settings, given(new VismaSignIn(vertx, settings), grant()), budget);
    }

    /** Lets the node work until the client has no run left to carry out. */
    void finish(SyncNode node, ClientId client) {
        var model = new ReadModel(database, client);
        node.workUntil(model::isAtRest, model::run);
    }

    /** Lets the node work until it dies, or has nothing to do any more. */
    void workUntil(Completable death, SyncNode node, ClientId client) {
        var model = new ReadModel(database, client);
        var atRest = Flowable.interval(0, 5, TimeUnit.MILLISECONDS)
                .onBackpressureDrop()
                .filter(tick -> model.isAtRest())
                .take(1)
                .ignoreElements();
        Await.done(Completable.ambArray(death, atRest, node.work()));
    }

    /** The leases of whoever had the client's run are over. */
    void expireLease(ClientId client) {
        Await.done(database.forGateway(tx -> tx.run(
                                new Sql(
                                        "test",
                                        "UPDATE gateway.runs SET lease_until = now() - interval '1 s'"
                                                + " WHERE client_id = $1 AND state = 'RUNNING'"),
                                client.value())
                        .toSingleDefault(true))
                .ignoreElement());
    }

    private Tokens grant() {
        var code = sandbox.identity().issueCode("sticos", REDIRECT, plan.id(), USER, SCOPES, CHALLENGE);
        return Await.result(new VismaSignIn(vertx, settings(reading(60))).exchange(code, VERIFIER));
    }

    private static AccessTokens given(VismaSignIn signIn, Tokens first) {
        var newest = new AtomicReference<>(first);
        return new AccessTokens() {
            @Override
            public Single<Secret> current(ClientId client) {
                return Single.fromCallable(() -> newest.get().access());
            }

            @Override
            public Single<Secret> renewed(ClientId client, Secret refused) {
                return signIn.refresh(Objects.requireNonNull(newest.get().refresh()))
                        .doOnSuccess(newest::set)
                        .map(Tokens::access);
            }
        };
    }

    private VismaSettings settings(VismaSettings.Reading reading) {
        return new VismaSettings(
                URI.create(sandbox.address()),
                URI.create(sandbox.address() + "/v2"),
                new VismaSettings.OAuthClient("sticos", SECRET, URI.create(REDIRECT)),
                reading);
    }
}
