package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rounds are kept as long as the pages tell of runs, and are removed a bounded number of rows at a time. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldBulksIT {
    private static final Person KARI = new Person("kari", "Kari Fjordheim");

    private final Database database;
    private final Bulks bulks;
    private final OldBulks old;

    OldBulksIT(io.vertx.core.Vertx core) {
        this.database = Await.result(TestDatabase.open(new Vertx(core)));
        this.bulks = new Bulks(database, new RequestCosts.Budget(600));
        this.old = new OldBulks(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_round_goes_ninety_days_after_its_end_and_younger_and_open_ones_stay() {
        var open = begun(new Crowd(database, 2));
        var young = begun(new Crowd(database, 3));
        var gone = begun(new Crowd(database, 1500));
        ended(young, "89 days");
        ended(gone, "91 days");

        assertThat(Await.result(old.remove())).isEqualTo(1000);
        assertThat(Await.result(old.remove())).isEqualTo(500);
        assertThat(Await.result(old.remove())).as("the round itself").isEqualTo(1);
        assertThat(Await.result(old.remove())).isZero();

        assertThat(members(open)).isEqualTo(2);
        assertThat(members(young)).isEqualTo(3);
        assertThat(Await.result(bulks.newest(young.firm().tenant()).isEmpty())).isFalse();
        assertThat(Await.result(bulks.newest(gone.firm().tenant()).isEmpty())).isTrue();
    }

    private Crowd begun(Crowd crowd) {
        Await.done(bulks.start(crowd.firm().tenant(), KARI).ignoreElement());
        crowd.run("UPDATE gateway.bulks SET asked_at = asked_at - interval '1 year' WHERE tenant_id = "
                + crowd.firm().tenant());
        return crowd;
    }

    private static void ended(Crowd crowd, String ago) {
        crowd.run("UPDATE gateway.bulks SET ended_at = now() - interval '" + ago + "' WHERE tenant_id = "
                + crowd.firm().tenant());
    }

    private static long members(Crowd crowd) {
        return crowd.number("SELECT count(*) FROM gateway.bulk_members WHERE tenant_id = "
                + crowd.firm().tenant());
    }
}
