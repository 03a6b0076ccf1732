package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fetch of books that nobody touched: what it asks Visma, and that it leaves no trace but the time of the proof. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnchangedRunIT {
    private static final int PAGE = 50;
    private static final CompanyPlan PLAN =
            CompanyPlan.of("Uendret AS", "310000017", 400).years(1);
    private static final String ALL_TIME = "?fromDate=1990-01-01&toDate=2099-12-31";
    /** Of these Visma tells what has changed. */
    private static final Set<String> STAMPED = Set.of(
            "/v2/vouchers",
            "/v2/customers",
            "/v2/suppliers",
            "/v2/customerledgeritems",
            "/v2/customerinvoices",
            "/v2/supplierinvoices",
            "/v2/projects",
            "/v2/articles",
            "/v2/vatreports",
            "/v2/bankaccounts",
            "/v2/allocationperiods");
    /** Where each row lies and who wrote it: a row that is written again, even with the same content, lies elsewhere. */
    private static final String PLACES =
            """
            SELECT kind || ' ' || count(*) || ' ' || md5(string_agg(place, ' ' ORDER BY place)) FROM (
                SELECT 'vouchers' AS kind, ctid || ' ' || xmin AS place FROM gateway.vouchers WHERE client_id = $1
                UNION ALL SELECT 'rows', ctid || ' ' || xmin FROM gateway.voucher_rows WHERE client_id = $1
                UNION ALL SELECT 'documents', ctid || ' ' || xmin FROM gateway.documents WHERE client_id = $1) p
             GROUP BY kind ORDER BY kind
            """;

    private final Site site;
    private final ClientId client;
    private final ReadModel model;

    UnchangedRunIT(io.vertx.core.Vertx core) {
        this.site = new Site(new Vertx(core), PLAN);
        this.client = site.newClient();
        this.model = new ReadModel(site.database(), client);
        site.finish(site.node("first", site.database()), client);
        // What a first whole read may find out about Visma's filters is known afterwards.
        site.fetch(client, Trigger.CLICK);
        site.fetch(client, Trigger.SCHEDULE);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trigger.class,
            names = {"CLICK", "SCHEDULE"})
    void it_writes_no_row_makes_no_generation_and_tells_products_once(Trigger trigger) {
        var places = model.lines(PLACES);
        var events = model.events();
        var generation = model.generation();
        var verified = verifiedAt();

        site.fetch(client, trigger);

        assertThat(model.run()).isEqualTo("DONE");
        assertThat(model.lines(PLACES)).isEqualTo(places);
        assertThat(model.generation()).isEqualTo(generation);
        assertThat(verifiedAt()).isNotEqualTo(verified);
        assertThat(model.events()).hasSize(events.size() + 1).last().asString().contains("heartbeat");
    }

    @Test
    void a_fetch_of_changes_asks_little_more_than_once_a_list() {
        site.sandbox().faults().forgetCounts();

        site.fetch(client, Trigger.SCHEDULE);

        assertThat(model.run()).isEqualTo("DONE");
        assertAsked("fetch of changes", path -> STAMPED.contains(path) ? 1 : pages(path));
    }

    @Test
    void a_reconciliation_asks_for_each_page_little_more_than_once() {
        site.sandbox().faults().forgetCounts();

        site.fetch(client, Trigger.CLICK);

        assertThat(model.run()).isEqualTo("DONE");
        assertAsked("reconciliation", this::pages);
    }

    /** Lists of several pages without stamps are read twice, since only so it shows that nothing moved under them. */
    private void assertAsked(String what, ToLongFunction<String> least) {
        var counts = site.sandbox().faults().counts();
        counts.remove("/connect/token");
        long asked = counts.values().stream().mapToLong(Long::longValue).sum();
        long minimum = counts.keySet().stream().mapToLong(least).sum();
        var dearer = counts.entrySet().stream()
                .filter(count -> count.getValue() > least.applyAsLong(count.getKey()))
                .map(count -> count + " for " + least.applyAsLong(count.getKey()))
                .toList();
        System.out.println("An unchanged " + what + " asked " + asked + " times; each page once would be " + minimum
                + ". More than once: " + dearer);
        assertThat(asked).isBetween(minimum, 2 * minimum);
    }

    private long pages(String path) {
        var list = path.substring("/v2".length());
        if (list.equals("/companysettings")) {
            return 1;
        }
        int total = site.total(list.startsWith("/banktransactions") ? list + ALL_TIME : list);
        return Math.max(1, (total + PAGE - 1) / PAGE);
    }

    private List<String> verifiedAt() {
        return model.lines("SELECT verified_at::text FROM gateway.books WHERE client_id = $1");
    }
}
