package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Emitter;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Verticle;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.Chore;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.Housekeeping;
import no.sticos.erp.connect.KeepAlive;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Revoking;
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
import no.sticos.erp.erp.visma.StoredItems;
import no.sticos.erp.erp.visma.VismaSignIn;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.events.BridgeServer;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.ClientEvents;
import no.sticos.erp.events.Delivery;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.events.OutboxRelay;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.IntegrityCheck;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.NightTurns;
import no.sticos.erp.ledger.Pruning;
import no.sticos.erp.ledger.TrialBalances;
import no.sticos.erp.ledger.VanishedVouchers;
import no.sticos.erp.ledger.VoucherNumbers;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.Consents;
import no.sticos.erp.sync.GapNotes;
import no.sticos.erp.sync.HeldRuns;
import no.sticos.erp.sync.ProductFetches;
import no.sticos.erp.sync.QuotaBudget;
import no.sticos.erp.sync.RemovalRun;
import no.sticos.erp.sync.Removals;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.RunTable;
import no.sticos.erp.sync.SharedQuota;
import no.sticos.erp.sync.SpotCheck;
import no.sticos.erp.sync.Switching;
import no.sticos.erp.sync.SyncVerticle;
import no.sticos.erp.sync.requests.RequestServer;
import no.sticos.erp.sync.requests.Requests;
import no.sticos.erp.sync.schedules.BulkMembers;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.sync.schedules.DueClients;
import no.sticos.erp.sync.schedules.OldBulks;
import no.sticos.erp.sync.schedules.RequestCosts;
import no.sticos.erp.sync.schedules.Schedules;
import no.sticos.erp.web.PortalRoutes;
import no.sticos.erp.web.WebServer;
import no.sticos.erp.web.shell.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as a whole: connects the rooms, starts them in order, and stops them in reverse.
 *
 * <p>The web comes last, so that what answers is ready. {@link #stop} closes Vert.x too.
 */
final class Gateway {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Set<String> SCOPES =
            Set.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
    private static final Duration NIGHT_ROUNDS = Duration.ofMinutes(1);
    private static final Duration SCHEDULE_ROUNDS = Duration.ofSeconds(10);
    private static final Duration LAST_REFRESHES = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Settings settings;
    private final DbSettings dbSettings;
    private final Watch watch;
    private final AtomicReference<Database> opened = new AtomicReference<>();
    private final AtomicReference<Completable> refreshes = new AtomicReference<>(Completable.complete());
    private final Deque<String> deployed = new ConcurrentLinkedDeque<>();

    /** Nobody watches. */
    Gateway(Vertx vertx, Settings settings, DbSettings dbSettings) {
        this(vertx, settings, dbSettings, Watch.NOBODY);
    }

    /** {@code watch} is told by every room what operators want to know. */
    Gateway(Vertx vertx, Settings settings, DbSettings dbSettings, Watch watch) {
        this.vertx = vertx;
        this.settings = settings;
        this.dbSettings = dbSettings;
        this.watch = watch;
    }

    /** What else may be needed of a gateway that runs: the demo connects its clients by these. */
    record Parts(Rooms rooms, Database database, WebServer web) {}

    /** Starts everything and gives what runs. */
    Single<Parts> start() {
        return new DatabaseStart(vertx, dbSettings)
                .open()
                .doOnSuccess(opened::set)
                .flatMap(database -> PortalSignIn.discover(
                                vertx, settings.signIn(), new SignInFlows(database), Clock.systemUTC())
                        .flatMap(signIn -> deploy(database, signIn)));
    }

    /**
     * Stops in reverse: the web, housekeeping, the runs between two pages, the relay, the pool, and Vert.x itself.
     * The pool waits for refreshes under way: tokens that Visma has renewed and nobody stored end the consent.
     */
    Completable stop() {
        return Flowable.generate(Gateway.this::nextToStop)
                .concatMapCompletableDelayError(vertx::rxUndeploy)
                .andThen(Completable.defer(refreshes::get))
                .andThen(Completable.defer(() -> {
                    var database = opened.get();
                    return database == null ? Completable.complete() : database.close();
                }))
                .onErrorComplete(error -> {
                    log.warn("not everything stopped in order: {}", error.toString());
                    return true;
                })
                .andThen(vertx.rxClose());
    }

    private void nextToStop(Emitter<String> emitter) {
        var id = deployed.poll();
        if (id == null) {
            emitter.onComplete();
        } else {
            emitter.onNext(id);
        }
    }

    private Single<Parts> deploy(Database database, PortalSignIn signIn) {
        var sync = settings.sync();
        var outbox = new Outbox(watch);
        var news = new ClientEvents(outbox);
        var generations = new Generations(database);
        var runs = new RunTable(database, generations, sync, watch);
        var visma = new VismaSignIn(vertx, settings.visma());
        var cipher = new TokenCipher(settings.keyset());
        var timer = RxHelper.scheduler(vertx);
        var tokens = new TokenKeeper(database, visma, cipher, TokenSettings.DEFAULT, timer, watch, news);
        refreshes.set(tokens.settled().timeout(LAST_REFRESHES.toSeconds(), TimeUnit.SECONDS, timer));
        var quota = new SharedQuota(database, settings.quota());
        var budget = new QuotaBudget(quota, timer, runs::isClicked, (client, wait) -> note(runs, client, wait));
        var source = new VismaSource(vertx, settings.visma(), tokens, budget, watch);
        var changes = new LedgerChanges(database);
        var events = settings.events();
        var subscriptions = new Subscriptions(database);
        var clients = new Clients(database, news);
        var integrations = new Integrations(database);
        var identities = new IdentityReader(settings.secret("identity.key"));
        var flows = new SignInFlows(database);
        var sessions = new Sessions(database, SessionSettings.DEFAULT);
        var keepAlive = new KeepAlive(database, tokens, settings.keepAlive(), timer);
        var removals = new Removals(database, runs, settings.removal());
        var connecting = new Connecting(
                new Connecting.Rooms(
                        database,
                        flows,
                        integrations,
                        clients,
                        (tx, client) -> Removals.refuseWhile(tx, client, false)),
                visma,
                cipher,
                identities,
                SCOPES,
                timer);
        var rooms = new Rooms(
                new Tenants(database),
                integrations,
                clients,
                signIn,
                sessions,
                connecting,
                new Rechecking(clients, tokens, visma, identities),
                new ConsentQueries(database),
                new ClientOverview(database),
                new Switching(database, clients, runs),
                new Schedules(database, settings.schedule().usual()),
                new Bulks(database, new RequestCosts.Budget(settings.quota().limit())),
                removals,
                new RunHistory(database),
                new BooksQueries(database),
                new Explanations(database),
                new TrialBalances(database),
                new LockedChanges(database),
                new VoucherNumbers(database),
                new GapNotes(database, clients),
                new VanishedVouchers(database),
                new HeldRuns(database, clients, generations, runs),
                new Integrity(database),
                subscriptions,
                events.subscribers().stream().map(Subscriber::product).toList());
        var relay = new OutboxRelay(
                new Delivery(
                        database, sync.node(), changes, new Bus(vertx.eventBus(), events.ackTimeout()), events, watch),
                new Notifications(vertx, dbSettings).on("events"),
                events);
        var removal = new RemovalRun(
                database, runs, outbox, new Revoking(database, visma, cipher, timer), settings.removal());
        var engine = new SyncVerticle(
                source,
                new SyncVerticle.Books(database, generations),
                runs,
                removal,
                consents(tokens),
                new Notifications(vertx, dbSettings).on("runs"),
                sync,
                watch);
        var housekeeping = new Housekeeping(
                List.of(
                        new Chore("ended sessions", sessions.removeEnded()),
                        new Chore("ended sign-ins", flows.removeEnded()),
                        new Chore("unused consents", keepAlive.batch()),
                        new Chore("old rounds", new OldBulks(database).remove())),
                HOUSEKEEPING);
        var nights = nights(database, source, timer);
        var schedules = schedules(database);
        var requests = new RequestServer(
                new Requests(database, changes, subscriptions, new ProductFetches(database, clients, runs)),
                events.subscribers());
        var web = new WebServer(new PortalRoutes(rooms, hints(), settings.web()), settings.web());
        return subscribed(subscriptions, events)
                .andThen(Flowable.fromIterable(bridge())
                        .concatWith(Flowable.just(relay, requests, engine, housekeeping, nights, schedules, web)))
                .concatMapSingle(verticle -> vertx.rxDeployVerticle(verticle).doOnSuccess(deployed::push))
                .ignoreElements()
                .andThen(Single.just(new Parts(rooms, database, web)));
    }

    /** Comes before the relay, so that products can listen when it begins; most installations have none. */
    private List<Verticle> bridge() {
        return settings.bridge().<Verticle>map(BridgeServer::new).stream().toList();
    }

    /** Who subscribes is written down before anything is sent, and a restored database is told from the one before. */
    private static Completable subscribed(Subscriptions subscriptions, EventSettings events) {
        return subscriptions
                .configure(events.subscribers())
                .andThen(subscriptions.startNewEpochIfRestored())
                .doOnSuccess(
                        epoch -> log.warn("the database was restored or promoted: the stream's epoch is {}", epoch))
                .ignoreElement();
    }

    /** What is done to each client at night; apart from the day's housekeeping, which must not wait for it. */
    private Housekeeping nights(Database database, VismaSource source, Scheduler timer) {
        var turns = new NightTurns(database, settings.night());
        var integrity = new IntegrityCheck(database, turns, new StoredItems(), timer);
        var spots = new SpotCheck(database, turns, source, settings.number("night.spotVouchers"), timer);
        var pruning = new Pruning(database, turns, new Subscriptions(database), settings.history(), timer);
        return new Housekeeping(
                List.of(
                        new Chore("stored books checked", integrity.batch()),
                        new Chore("vouchers read again", spots.batch()),
                        new Chore("generations removed", pruning.batch())),
                NIGHT_ROUNDS);
    }

    /** Who is fetched without a button; apart from other chores, so that a client is not late for them. */
    private Housekeeping schedules(Database database) {
        var due = new DueClients(database, settings.schedule());
        var members = new BulkMembers(database, settings.schedule());
        return new Housekeeping(
                List.of(
                        new Chore("clients with a schedule", due.make()),
                        new Chore("clients that are due", due.batch()),
                        new Chore("clients of rounds", members.batch())),
                SCHEDULE_ROUNDS);
    }

    /** What open pages are told by: a run was asked for, or something was published. One connection each a node. */
    private Flowable<String> hints() {
        var notifications = new Notifications(vertx, dbSettings);
        return notifications.on("runs").mergeWith(notifications.on("events")).share();
    }

    @SuppressWarnings("CheckReturnValue") // a hint for the page; the run itself waits either way
    private static void note(RunTable runs, ClientId client, Duration wait) {
        runs.waitFor(client, wait).subscribe(() -> {}, error -> {});
    }

    private static Consents consents(TokenKeeper tokens) {
        return new Consents() {
            @Override
            public Completable worked(ClientId client) {
                return tokens.worked(client);
            }

            @Override
            public Completable refused(ClientId client, Cause cause) {
                return tokens.refused(client, cause);
            }
        };
    }
}
