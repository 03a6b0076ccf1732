package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is gone at Visma is gone here after the next whole fetch, and nothing else ever goes. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionsIT {
    private static final int PAGE = 50;
    private static final CompanyPlan PLAN =
            CompanyPlan.of("Slettet bilag AS", "310000017", 220).years(1);

    private final Site site;
    private final ClientId client;
    private final ReadModel model;

    DeletionsIT(io.vertx.core.Vertx core) {
        this.site = new Site(new Vertx(core), PLAN);
        this.client = site.newClient();
        this.model = new ReadModel(site.database(), client);
        site.finish(site.node("first", site.database()), client);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void behave() {
        site.sandbox().faults().clear();
        site.fetch(client, Trigger.CLICK);
        assertStored(atVisma());
    }

    @Test
    void a_deleted_voucher_is_closed_by_the_next_whole_fetch_and_stays_for_those_who_ask_for_the_past() {
        site.fetch(client, Trigger.CLICK);
        int before = model.generation();
        var victim = site.books().newest(120).get(119);
        site.books().delete(victim.id());

        site.fetch(client, Trigger.CLICK);

        assertThat(model.run()).isEqualTo("DONE");
        assertThat(verdict()).isEqualTo("OK");
        assertStored(atVisma());
        assertThat(model.lines("SELECT v.voucher_id::text FROM ledger.vouchers_at($1, " + before + ") v"))
                .contains(victim.id().toString());
        assertThat(model.lines("SELECT from_gen || ' ' || to_gen FROM gateway.vouchers WHERE client_id = $1"
                        + " AND voucher_id = '" + victim.id() + "' AND to_gen IS NOT NULL"))
                .hasSize(1)
                .allMatch(each -> each.endsWith(" " + model.generation()));
    }

    @Test
    void a_customer_that_is_deleted_goes_and_one_that_is_not_listed_for_lack_of_scope_stays() {
        var trade = site.sandbox().company(PLAN.id()).trade();
        var added = trade.customerCards().add("Kortvarig AS");
        site.fetch(client, Trigger.CLICK);
        assertThat(customers()).contains("Kortvarig AS");
        trade.customerCards().remove(added.id());
        site.sandbox().faults().when("/v2/customers").then(Misbehaviour.forbidden(4006));

        site.fetch(client, Trigger.CLICK);
        assertThat(customers()).contains("Kortvarig AS");

        site.sandbox().faults().clear();
        site.fetch(client, Trigger.CLICK);
        assertThat(customers()).doesNotContain("Kortvarig AS");
    }

    /** Each way in which pages can move, at each call for one. */
    static Stream<Arguments> movements() {
        var kinds = List.of("again", "too early", "too late", "in another order", "more counted", "fewer counted");
        return kinds.stream()
                .flatMap(kind -> IntStream.rangeClosed(1, 220 / PAGE + 1).mapToObj(call -> Arguments.of(kind, call)));
    }

    @ParameterizedTest(name = "{0}, call {1}")
    @MethodSource("movements")
    void rows_that_move_between_pages_never_invent_a_deletion(String kind, int call) {
        var before = atVisma();
        site.sandbox().faults().when("/v2/vouchers*").from(call).times(1).then(movement(kind));

        site.fetch(client, Trigger.CLICK);

        assertStored(before);
        assertThat(verdict()).isNotEqualTo("DEVIATION");
    }

    @ParameterizedTest(name = "{0}, call {1}")
    @MethodSource("movements")
    void a_list_whose_pages_move_all_the_time_never_invents_one_either(String kind, int call) {
        var before = atVisma();
        site.sandbox().faults().when("/v2/vouchers*").from(call).then(movement(kind));

        site.fetch(client, Trigger.CLICK);

        assertStored(before);
    }

    /** Promise T20: whichever page has been read already when somebody deletes what stood on it or on another. */
    @ParameterizedTest
    @MethodSource("calls")
    void what_is_deleted_while_the_list_is_read_is_gone_or_goes_with_the_next_fetch(int call) {
        var all = site.books().newest(Integer.MAX_VALUE);
        var victims = List.of(all.get(2).id(), all.get(all.size() - 3).id());
        site.sandbox()
                .faults()
                .when("/v2/vouchers*")
                .from(call)
                .times(1)
                .then(Misbehaviour.meanwhile(() -> victims.forEach(site.books()::delete)));

        site.fetch(client, Trigger.CLICK);

        assertThat(lacking(atVisma(), stored())).isEmpty();
        assertThat(verdict()).isNotEqualTo("DEVIATION");
        if (verdict().equals("OK")) {
            assertStored(atVisma());
        }
    }

    static IntStream calls() {
        return IntStream.rangeClosed(1, 220 / PAGE + 1);
    }

    private static Misbehaviour movement(String kind) {
        return switch (kind) {
            case "again" -> Misbehaviour.pageBeforeAgain();
            case "too early" -> Misbehaviour.shifted(3);
            case "too late" -> Misbehaviour.shifted(-3);
            case "in another order" -> Misbehaviour.reordered("VoucherText desc");
            case "more counted" -> Misbehaviour.wrongTotal(999);
            default -> Misbehaviour.wrongTotal(7);
        };
    }

    /** Told by what is missing and what is too much: all of it would be hundreds of lines. */
    private void assertStored(Set<String> expected) {
        assertThat(lacking(expected, stored())).as("lacking").isEmpty();
        assertThat(lacking(stored(), expected)).as("too many").isEmpty();
    }

    private static Set<String> lacking(Set<String> of, Set<String> in) {
        var lacking = new TreeSet<>(of);
        lacking.removeAll(in);
        return lacking;
    }

    private Set<String> stored() {
        return new TreeSet<>(model.lines("SELECT voucher_id::text FROM ledger.vouchers WHERE client_id = $1"));
    }

    private Set<String> atVisma() {
        return site.books().vouchers().stream()
                .map(Voucher::id)
                .map(UUID::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> customers() {
        return model.lines("SELECT name FROM ledger.customers WHERE client_id = $1");
    }

    private String verdict() {
        return model.lines("SELECT verdict FROM gateway.books WHERE client_id = $1")
                .get(0);
    }
}
