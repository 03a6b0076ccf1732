package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Retries follow progress: what counts is how many faults in a row found the run where it was. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatienceIT {
    private static final SyncSettings SETTINGS = SyncNode.settings("patient", Duration.ofMillis(5));

    private final Database database;
    private final Firm firm;

    PatienceIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_run_that_gets_further_between_faults_comes_to_its_end() {
        var erp = new MemoryErp(5).book(50);
        var calls = new AtomicInteger();
        var faults = new AtomicInteger();
        erp.before(query -> query.resource() == Resource.VOUCHERS
                        && query.changedSince() == null
                        && !query.countOnly()
                        && calls.incrementAndGet() % 2 == 0
                        && faults.incrementAndGet() > 0
                ? Fault.of(Cause.VISMA_DOWN)
                : null);

        var model = carriedOut(erp);

        assertThat(model.run()).isEqualTo("DONE");
        assertThat(model.generation()).isEqualTo(3);
        assertThat(faults.get()).isGreaterThan(3 * SETTINGS.mostFailures());
        assertThat(model.lines("SELECT failures::text FROM gateway.runs WHERE client_id = $1 AND failures > 2"))
                .isEmpty();
    }

    @Test
    void a_run_that_stands_still_fails_at_its_bound() {
        var erp = new MemoryErp(5).book(50);
        var faults = new AtomicInteger();
        erp.before(query -> query.resource() == Resource.VOUCHERS
                        && erp.requests().stream()
                                        .filter(request -> request.startsWith("vouchers"))
                                        .count()
                                >= 3
                        && faults.incrementAndGet() > 0
                ? Fault.of(Cause.VISMA_DOWN)
                : null);

        var model = carriedOut(erp);

        assertThat(model.run()).isEqualTo("FAILED vismaDown");
        assertThat(model.generation()).isEqualTo(1);
        assertThat(faults).hasValue(SETTINGS.mostFailures());
    }

    @Test
    void reading_the_same_balances_again_is_no_progress() {
        var erp = new MemoryErp(1).book(3);
        var faults = new AtomicInteger();
        erp.before(query -> query.resource() == Resource.ACCOUNT_BALANCES
                        && query.scope().equals("2025-12-31")
                        && faults.incrementAndGet() > 0
                ? Fault.of(Cause.NO_CONTACT)
                : null);

        var model = carriedOut(erp);

        assertThat(model.run()).isEqualTo("FAILED noContact");
        assertThat(faults).hasValue(SETTINGS.mostFailures());
    }

    private ReadModel carriedOut(MemoryErp erp) {
        var client = firm.client();
        var node = new SyncNode(database, erp, SETTINGS);
        node.ask(firm.tenant(), client, Trigger.CLICK);
        var model = new ReadModel(database, client);
        node.workUntil(model::isAtRest, model::run);
        return model;
    }
}
