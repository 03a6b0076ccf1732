package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One client that fares badly among others: they go on beside it, it says why, and nothing is lost. */
@ExtendWith(VertxExtension.class)
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String VOUCHERS = "/v2/vouchers/*";
    private static final int OTHERS = 8;

    @Tag("fault")
    @Test
    void a_client_whose_pages_all_time_out_holds_nobody_up_and_says_so(io.vertx.core.Vertx vertx) {
        var plans = plans(40);
        var house = new StormHouse(new Vertx(vertx), plans);
        try {
            var clients = plans.stream().map(house::connect).toList();
            var sick = clients.get(0);
            fetchWhole(house, sick);
            house.sandbox()
                    .faults()
                    .when(VOUCHERS)
                    .company(plans.get(0).id())
                    .then(Misbehaviour.slow(StormHouse.TIMEOUT.plusMillis(500)));
            house.ask(sick, Trigger.CLICK);
            var others = clients.subList(1, clients.size());
            others.forEach(house::activate);

            Await.until(
                    PATIENCE, () -> areWell(house, others), () -> house.states().toString());
            assertThat(open(house, sick)).as("the others waited for it").isOne();
            house.rest(PATIENCE);
            assertThat(state(house, sick)).isEqualTo("FAILED noContact");
            StormTruth.assertWhole(house, sick, plans.get(0));

            house.sandbox().faults().clear();
            house.ask(sick, Trigger.SCHEDULE);
            house.rest(PATIENCE);
            assertThat(state(house, sick)).isEqualTo("OK");
            assertWhole(house, clients, plans);
        } finally {
            house.close();
        }
    }

    @Test
    void a_consent_that_ends_in_the_middle_of_a_run_stops_its_client_alone_until_somebody_signs_in(
            io.vertx.core.Vertx vertx) {
        var plans = plans(200);
        var house = new StormHouse(new Vertx(vertx), plans.subList(0, 3));
        try {
            var clients = plans.subList(0, 3).stream().map(house::connect).toList();
            var sick = clients.get(0);
            var company = plans.get(0).id();
            fetchWhole(house, sick);
            int generation = generation(house, sick);
            house.sandbox().faults().forgetCounts();
            house.sandbox()
                    .faults()
                    .when(VOUCHERS)
                    .company(company)
                    .from(3)
                    .times(1)
                    .then(Misbehaviour.meanwhile(
                            () -> house.sandbox().identity().endGrants(company)));
            house.ask(sick, Trigger.CLICK);
            var others = clients.subList(1, clients.size());
            others.forEach(house::activate);
            house.rest(PATIENCE);

            assertThat(state(house, sick)).isEqualTo("NEEDS_LOGIN grantEnded");
            assertThat(generation(house, sick)).isEqualTo(generation);
            StormTruth.assertWhole(house, sick, plans.get(0));
            assertThat(areWell(house, others)).isTrue();

            // What was allowed within the second in which the grants ended is ended with them.
            Await.pause(Duration.ofSeconds(1));
            house.reconnect(plans.get(0), sick);
            house.rest(PATIENCE);
            assertThat(state(house, sick)).isEqualTo("OK");
            assertWhole(house, clients, plans.subList(0, 3));
        } finally {
            house.close();
        }
    }

    @Test
    void a_node_whose_clock_is_more_than_a_year_wrong_brings_the_same_books(io.vertx.core.Vertx vertx) {
        var site = new Site(new Vertx(vertx), plans(60).get(0));
        try {
            var truth = site.truth();
            for (int days : List.of(-500, 500)) {
                var client = site.newClient();
                var model = new ReadModel(site.database(), client);
                site.finish(wrong(site, days), client);
                site.ask(client, Trigger.SCHEDULE);
                site.finish(wrong(site, days), client);

                assertThat(model.run()).as("%d days", days).isEqualTo("DONE");
                var views = model.views();
                truth.forEach((view, rows) -> assertThat(views.get(view))
                        .as("%s, %d days", view, days)
                        .isEqualTo(rows));
            }
        } finally {
            site.close();
        }
    }

    private static SyncNode wrong(Site site, int days) {
        ErpSource source = site.source(Site.reading(50));
        var clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
        return new SyncNode(site.database(), source, SyncNode.settings("wrong", Duration.ofMillis(5)), clock);
    }

    private static void fetchWhole(StormHouse house, ClientId client) {
        house.activate(client);
        house.rest(PATIENCE);
        assertThat(state(house, client)).isEqualTo("OK");
    }

    private static boolean areWell(StormHouse house, List<ClientId> clients) {
        var states = house.states();
        return clients.stream().allMatch(client -> "OK".equals(states.get(client.value())));
    }

    private static String state(StormHouse house, ClientId client) {
        return Map.copyOf(house.states()).getOrDefault(client.value(), "none");
    }

    private static long open(StormHouse house, ClientId client) {
        return StormTruth.number(
                house, "SELECT count(*) FROM gateway.runs WHERE ended_at IS NULL AND client_id = " + client);
    }

    private static int generation(StormHouse house, ClientId client) {
        return (int) StormTruth.number(house, "SELECT current_gen FROM gateway.books WHERE client_id = " + client);
    }

    private static void assertWhole(StormHouse house, List<ClientId> clients, List<CompanyPlan> plans) {
        for (int i = 0; i < plans.size(); i++) {
            StormTruth.assertWhole(house, clients.get(i), plans.get(i));
        }
    }

    private static List<CompanyPlan> plans(int vouchers) {
        var orgnrs = SyntheticOrgnr.all().limit(OTHERS + 1).toList();
        return IntStream.range(0, orgnrs.size())
                .mapToObj(i -> CompanyPlan.of("Nabo " + i + " AS", orgnrs.get(i), vouchers)
                        .years(2))
                .toList();
    }
}
