package no.sticos.erp;

import io.vertx.core.Verticle;
import java.time.Duration;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.sync.Consents;
import no.sticos.erp.sync.ProductFetches;
import no.sticos.erp.sync.QuotaBudget;
import no.sticos.erp.sync.RemovalRun;
import no.sticos.erp.sync.Removals;
import no.sticos.erp.sync.RunTable;
import no.sticos.erp.sync.SharedQuota;
import no.sticos.erp.sync.SyncVerticle;
import no.sticos.erp.sync.requests.RequestServer;
import no.sticos.erp.sync.requests.Requests;

/** The runs: their queue, what Visma's quota lets them ask, who carries them out, and who else may ask for them. */
final class SyncRoom {
    final Generations generations;
    final RunTable runs;
    final VismaSource source;
    final Removals removals;
    private final Ground ground;
    private final ConnectRoom connect;
    private final EventsRoom events;

    SyncRoom(Ground ground, ConnectRoom connect, EventsRoom events) {
        var database = ground.database();
        var settings = ground.settings();
        this.ground = ground;
        this.connect = connect;
        this.events = events;
        this.generations = new Generations(database);
        this.runs = new RunTable(database, generations, settings.sync(), ground.watch());
        this.removals = new Removals(database, runs, settings.removal());
        var quota = new SharedQuota(database, settings.quota());
        var budget = new QuotaBudget(quota, ground.timer(), runs::isClicked, this::note);
        this.source = new VismaSource(ground.vertx(), settings.visma(), connect.tokens, budget, ground.watch());
    }

    /** Carries out what is in the queue. */
    Verticle engine() {
        var settings = ground.settings();
        var removal = new RemovalRun(ground.database(), runs, events.outbox, connect.revoking(), settings.removal());
        return new SyncVerticle(
                source,
                new SyncVerticle.Books(ground.database(), generations),
                runs,
                removal,
                Consents.of(connect.tokens::worked, connect.tokens::refused),
                ground.notices("runs"),
                settings.sync(),
                ground.watch());
    }

    /** Answers what products ask. */
    Verticle requests() {
        var fetches = new ProductFetches(ground.database(), connect.clients, runs);
        return new RequestServer(
                new Requests(ground.database(), events.changes, events.subscriptions, fetches), events.subscribers());
    }

    @SuppressWarnings("CheckReturnValue") // a hint for the page; the run itself waits either way
    private void note(ClientId client, Duration wait) {
        runs.waitFor(client, wait).subscribe(() -> {}, error -> {});
    }
}
