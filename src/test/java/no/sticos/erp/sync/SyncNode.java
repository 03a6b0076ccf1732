package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.ledger.Generations;
import no.sticos.erp.testing.Await;

/** One node of the gateway: objects of its own over a database and a source, and the real loop that drives them. */
final class SyncNode {
    /** Looks for work when it starts and when a run ends; otherwise only if told to. */
    static final Duration NEVER = Duration.ofHours(1);

    private final Database database;
    private final RunTable table;
    private final SyncLoop loop;
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    SyncNode(Database database, ErpSource source, SyncSettings settings) {
        this(database, source, settings, Clock.systemUTC());
    }

    /** A node whose clock may be wrong. */
    SyncNode(Database database, ErpSource source, SyncSettings settings, Clock clock) {
        this.database = database;
        var generations = new Generations(database);
        var timer = Schedulers.computation();
        this.table = new RunTable(database, generations, settings);
        var run = SyncRun.over(database, source, generations, table, settings, timer, clock, Watch.NOBODY);
        var consents = consents();
        this.loop =
                new SyncLoop(table, lease -> run.run(lease), new RunEnd(table, consents, settings), settings, timer);
    }

    /** One run at a time under a lease of a minute, and five passing faults in a row before it gives up. */
    static SyncSettings settings(String node, Duration poll) {
        return new SyncSettings(
                node,
                1,
                8,
                Duration.ofMinutes(1),
                poll,
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                5);
    }

    /** Asks for a run that is not there yet. */
    void ask(TenantId tenant, ClientId client, Trigger trigger) {
        boolean made = Await.result(database.forGateway(tx -> table.enqueue(tx, tenant, client, trigger, "test")));
        assertThat(made).isTrue();
    }

    /** Works until disposed of. */
    Completable work() {
        return loop.work();
    }

    /** Lets it work until {@code end}, or fails after 20 seconds; then it leaves in order. */
    void workUntil(BooleanSupplier end, Supplier<String> story) {
        var working = loop.work().subscribe();
        try {
            Await.until(Duration.ofSeconds(20), end, story);
        } finally {
            Await.done(loop.leave(working));
        }
    }

    /** The consents that it found refused. */
    List<String> refusals() {
        return refusals;
    }

    private Consents consents() {
        return new Consents() {
            @Override
            public Completable worked(ClientId client) {
                return Completable.complete();
            }

            @Override
            public Completable refused(ClientId client, Cause cause) {
                return Completable.fromAction(() -> refusals.add(client + " " + cause));
            }
        };
    }
}
