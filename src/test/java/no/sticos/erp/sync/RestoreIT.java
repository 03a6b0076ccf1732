package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.CopiedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database is lost and a copy of it is put back, with nodes, products and Visma hours ahead of it. Run by {@code mvn
 * verify -Pdelivery}.
 */
@Tag("delivery")
class RestoreIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Random people = new Random(11);
    private final Vertx vertx = Vertx.vertx();
    private final List<CompanyPlan> plans = List.of(plan(0, "Renter AS"), plan(1, "Roer AS"), plan(2, "Ror AS"));
    private final Map<ClientId, Staff> staff = new LinkedHashMap<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void products_take_a_restored_database_for_another_stream_and_spent_sign_ins_stand_in_one_list()
            throws IOException {
        var server = new CopiedPostgres(Files.createDirectories(folder.resolve("postgres")));
        var house = StormHouse.withNodesElsewhere(vertx, plans, server.settings());
        try (server;
                var cluster = new StormCluster(vertx, folder, house.environment())) {
            plans.forEach(plan -> {
                var client = house.connect(plan);
                staff.put(client, new Staff(house.sandbox().company(plan.id())));
                house.activate(client);
            });
            fetched(house, cluster);
            var epoch = epoch(house);

            without(house, cluster, server::copy);
            assertThat(epoch(house))
                    .as("a server that was only stopped is the same")
                    .isEqualTo(epoch);
            for (int day = 0; day < 3; day++) {
                workAndFetch(house, cluster);
            }
            var spent = staff.keySet().iterator().next();
            tokenExpires(house);
            workAndFetch(house, cluster);
            long ahead = StormBooks.published(house);

            without(house, cluster, server::putBack);
            assertThat(epoch(house)).isNotEqualTo(epoch);
            assertThat(StormBooks.published(house)).isLessThan(ahead);
            tokenExpires(house);
            staff.keySet().forEach(client -> house.ask(client, Trigger.CLICK));
            house.rest(PATIENCE);

            assertThat(StormBooks.ask(
                            house, "SELECT client_id::text FROM gateway.client_states WHERE state = 'NEEDS_LOGIN'"))
                    .containsExactly(spent.toString());
            settled(house, cluster);
            assertThat(cluster.outputs()).contains("the database was restored or promoted");
        } finally {
            house.close();
            Await.done(vertx.rxClose());
        }
    }

    private static CompanyPlan plan(int number, String name) {
        var orgnr = SyntheticOrgnr.all().skip(number).findFirst().orElseThrow();
        return CompanyPlan.of(name, orgnr, 40).years(1);
    }

    /** An hour is over for one client: the refresh token is spent, and Visma gives another with the new access token. */
    private void tokenExpires(StormHouse house) {
        house.sandbox()
                .faults()
                .when("/v2/*")
                .company(plans.get(0).id())
                .times(1)
                .then(Misbehaviour.unauthorised());
    }

    private void workAndFetch(StormHouse house, StormCluster cluster) {
        staff.forEach((client, each) -> {
            each.work(people, 3);
            house.ask(client, Trigger.CLICK);
        });
        fetched(house, cluster);
    }

    private void fetched(StormHouse house, StormCluster cluster) {
        house.rest(PATIENCE);
        settled(house, cluster);
    }

    /** Each product holds what is published, to the row. */
    private void settled(StormHouse house, StormCluster cluster) {
        cluster.tables().forEach((product, tables) -> {
            for (var client : staff.keySet()) {
                var published = StormBooks.documents(house, client);
                Await.until(
                        PATIENCE,
                        () -> tables.documents(client.value()).equals(published),
                        () -> product + " holds something else of " + client + "\n" + cluster.outputs());
                assertThat(tables.voucherRows(client.value())).isEqualTo(StormBooks.voucherRows(house, client));
            }
            assertThat(tables.halves()).isEmpty();
        });
    }

    /** The nodes are down meanwhile, as they are when somebody puts a database back; products are not. */
    private static void without(StormHouse house, StormCluster cluster, Runnable work) {
        var nodes = cluster.members().stream()
                .filter(member -> !cluster.tables().containsKey(member))
                .toList();
        nodes.forEach(node -> cluster.strike(node, StormCluster.Blow.KILLED));
        work.run();
        nodes.forEach(node -> cluster.mend(node, StormCluster.Blow.KILLED));
        Await.until(PATIENCE, () -> isThere(house), cluster::outputs);
    }

    /** This test's own connections ended with the server. */
    private static boolean isThere(StormHouse house) {
        try {
            return !epoch(house).isEmpty();
        } catch (Fault away) {
            return false;
        }
    }

    private static String epoch(StormHouse house) {
        return Objects.requireNonNull(StormBooks.ask(house, "SELECT epoch::text FROM gateway.stream_epoch")
                .get(0));
    }
}
