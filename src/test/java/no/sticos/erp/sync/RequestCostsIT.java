package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.TreeMap;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sync.schedules.RequestCosts;
import no.sticos.erp.testing.FakeBudget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a round is said to cost is what fetches ask, path by path. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestCostsIT {
    private static final CompanyPlan PLAN =
            CompanyPlan.of("Liten AS", "310000017", 40).years(2);
    private static final String ID = "/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String DATE = "/[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private final Site site;
    private final ClientId client;
    private final RequestCosts costs;

    RequestCostsIT(io.vertx.core.Vertx core) {
        this.site = new Site(new Vertx(core), PLAN);
        this.client = site.newClient();
        finish();
        fetch(Trigger.CLICK);
        fetch(Trigger.SCHEDULE);
        this.costs = new RequestCosts(new RequestCosts.Shape(number("fiscal_years"), number("bank_accounts")));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void of_the_changes() {
        assertThat(asked(Trigger.SCHEDULE)).isEqualTo(told(Reading.CHANGES));
    }

    @Test
    void of_everything() {
        assertThat(asked(Trigger.CLICK)).isEqualTo(told(Reading.WHOLE));
    }

    /** How often each path was asked, in order of size. */
    private List<Long> asked(Trigger trigger) {
        site.sandbox().faults().forgetCounts();
        fetch(trigger);
        var paths = new TreeMap<String, Long>();
        site.sandbox().faults().counts().forEach((path, count) -> paths.merge(template(path), count, Long::sum));
        paths.remove("/connect/token");
        return paths.values().stream().sorted().toList();
    }

    private void fetch(Trigger trigger) {
        site.ask(client, trigger);
        finish();
    }

    private List<Long> told(Reading reading) {
        return costs.paths(reading).stream()
                .map(path -> (long) path.requests())
                .sorted()
                .toList();
    }

    private static String template(String path) {
        return path.replaceAll(ID, "/{id}").replaceAll(DATE, "/{date}");
    }

    private int number(String view) {
        var model = new ReadModel(site.database(), client);
        return Integer.parseInt(model.lines("SELECT count(*)::text FROM ledger." + view + " WHERE client_id = $1")
                .get(0));
    }

    private void finish() {
        var source = site.source(Site.reading(1000), new FakeBudget());
        var settings = SyncNode.settings("fetching", SyncNode.NEVER);
        site.finish(new SyncNode(site.database(), source, settings), client);
    }
}
