package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Gap;
import no.sticos.erp.ledger.Isolated;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunPlanTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-15");
    private static final FiscalYear NEXT = year("2027-01-01", "2027-12-31");
    private static final FiscalYear THIS = year("2026-01-01", "2026-12-31");
    private static final FiscalYear LAST = year("2025-01-01", "2025-12-31");
    private static final List<FiscalYear> YEARS = List.of(NEXT, THIS, LAST);

    @Test
    void each_stage_of_a_first_load_reads_its_own_years_and_together_they_read_all() {
        assertThat(plan(Stage.SETTINGS).voucherYears()).isEmpty();
        assertThat(plan(Stage.CURRENT).voucherYears()).containsExactly(THIS);
        assertThat(plan(Stage.REST).voucherYears()).containsExactly(NEXT, LAST);
        assertThat(plan(Stage.ALL).voucherYears()).isEqualTo(YEARS);
    }

    @Test
    void the_stages_of_a_first_load_together_read_what_a_later_fetch_reads_at_once() {
        var read = new ArrayList<Resource>();
        for (var stage : List.of(Stage.SETTINGS, Stage.CURRENT, Stage.REST)) {
            read.addAll(RunPlan.frame(stage));
            read.addAll(books(stage));
        }

        var all = new ArrayList<>(RunPlan.frame(Stage.ALL));
        all.addAll(books(Stage.ALL));
        assertThat(new HashSet<>(read)).isEqualTo(new HashSet<>(all));
        assertThat(all).doesNotHaveDuplicates().hasSize(Resource.values().length - 1);
        assertThat(read).doesNotContain(Resource.ACCOUNT_BALANCES);
        assertThat(read.stream().filter(resource -> resource != Resource.VOUCHERS))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_open_now_does_not_wait_for_the_rest() {
        assertThat(books(Stage.CURRENT))
                .contains(Resource.CUSTOMER_LEDGER_ITEMS, Resource.SUPPLIER_INVOICES, Resource.CUSTOMERS)
                .doesNotContain(Resource.CUSTOMER_INVOICES, Resource.ARTICLES)
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(RunPlan.frame(Stage.CURRENT)).isEmpty();
    }

    @Test
    void transactions_wait_for_their_bank_accounts_and_nothing_else_for_anything() {
        assertThat(plan(Stage.ALL).beside())
                .contains(List.of(Resource.BANK_ACCOUNTS, Resource.BANK_TRANSACTIONS))
                .filteredOn(lists -> lists.size() > 1)
                .hasSize(1);
    }

    @Test
    void a_bank_account_is_read_unmatched_first_so_that_what_gets_matched_is_seen_twice_and_not_never() {
        assertThat(RunPlan.bankLists(List.of("a", "b")))
                .containsExactly("a/unmatched", "a/matched", "b/unmatched", "b/matched");
    }

    @Test
    void what_an_earlier_stage_missed_is_missing_until_it_is_read_whole() {
        var customers = new Gap(Resource.CUSTOMERS, Cause.SCOPE_MISSING, List.of("customers", "ea:sales_readonly"));
        var vouchers = new Gap(Resource.VOUCHERS, Cause.NOT_UNDERSTOOD, List.of());
        var read = List.of(
                checkpoint(Resource.VOUCHERS, true, null), checkpoint(Resource.ARTICLES, true, Cause.VARIANT_LACKS));

        assertThat(plan(Stage.REST).gaps(read, List.of(vouchers, customers)))
                .extracting(Gap::resource)
                .containsExactly(Resource.CUSTOMERS, Resource.VOUCHERS, Resource.ARTICLES);
        assertThat(plan(Stage.ALL).gaps(read, List.of(vouchers, customers)))
                .extracting(Gap::resource)
                .containsExactly(Resource.ARTICLES);
        assertThat(plan(Stage.CURRENT).gaps(List.of(checkpoint(Resource.CUSTOMERS, true, null)), List.of(customers)))
                .isEmpty();
    }

    @Test
    void a_fiscal_year_need_not_be_a_calendar_year() {
        var begun = year("2025-07-01", "2026-06-30");
        var plan = new RunPlan(Stage.CURRENT, List.of(year("2026-07-01", "2027-06-30"), begun), TODAY);

        assertThat(plan.voucherYears()).containsExactly(begun);
    }

    @Test
    void when_all_years_have_ended_the_newest_is_the_current_one() {
        var years = List.of(LAST, year("2024-01-01", "2024-12-31"));

        assertThat(new RunPlan(Stage.CURRENT, years, TODAY).voucherYears()).containsExactly(LAST);
        assertThat(new RunPlan(Stage.REST, years, TODAY).voucherYears()).containsExactly(years.get(1));
    }

    @Test
    void a_company_without_years_has_nothing_to_read_and_breaks_nothing() {
        for (var stage : Stage.values()) {
            var plan = new RunPlan(stage, List.of(), TODAY);

            assertThat(plan.scopes(Resource.VOUCHERS)).isEmpty();
            assertThat(plan.balanceDates()).isEmpty();
        }
    }

    @Test
    void accounts_are_read_for_all_years_in_every_stage() {
        assertThat(plan(Stage.CURRENT).scopes(Resource.ACCOUNTS))
                .containsExactly(
                        NEXT.id().toString(), THIS.id().toString(), LAST.id().toString());
        assertThat(plan(Stage.CURRENT).scopes(Resource.VOUCHERS))
                .containsExactly(THIS.id().toString());
    }

    @Test
    void balances_are_asked_for_once_at_each_edge_of_a_year_newest_first() {
        assertThat(plan(Stage.ALL).balanceDates())
                .containsExactly("2027-12-31", "2026-12-31", "2025-12-31", "2024-12-31");
    }

    @Test
    void years_with_a_gap_between_them_have_two_edges() {
        var plan = new RunPlan(Stage.ALL, List.of(THIS, year("2024-01-01", "2024-12-31")), TODAY);

        assertThat(plan.balanceDates()).containsExactly("2026-12-31", "2025-12-31", "2024-12-31", "2023-12-31");
    }

    @Test
    void only_what_is_complete_and_was_allowed_is_covered() {
        var coverage = plan(Stage.CURRENT)
                .coverage(
                        List.of(
                                checkpoint(Resource.ACCOUNTS, true, null),
                                checkpoint(Resource.VOUCHERS, false, null),
                                checkpoint(Resource.ACCOUNT_BALANCES, true, Cause.VARIANT_LACKS)),
                        List.of(),
                        List.of());

        assertThat(coverage).containsExactly("accounts");
    }

    @Test
    void a_later_stage_adds_its_years_to_what_was_covered_before() {
        var coverage = plan(Stage.REST)
                .coverage(
                        List.of(checkpoint(Resource.VOUCHERS, true, null)),
                        List.of(),
                        List.of("accounts", "vouchers/2026-01-01"));

        assertThat(coverage)
                .containsExactly("accounts", "vouchers/2025-01-01", "vouchers/2026-01-01", "vouchers/2027-01-01");
    }

    @Test
    void a_fetch_of_everything_covers_only_what_it_read_itself() {
        var coverage = plan(Stage.ALL)
                .coverage(
                        List.of(checkpoint(Resource.ACCOUNTS, true, null)), List.of(), List.of("vouchers/2026-01-01"));

        assertThat(coverage).containsExactly("accounts");
    }

    @Test
    void what_was_set_aside_takes_its_year_out_of_the_coverage_and_no_other() {
        var read = List.of(checkpoint(Resource.ACCOUNTS, true, null), checkpoint(Resource.VOUCHERS, true, null));
        var lastYear = new Isolated(Resource.VOUCHERS, LAST.id().toString());

        assertThat(plan(Stage.ALL).coverage(read, List.of(lastYear), List.of()))
                .containsExactly("accounts", "vouchers/2026-01-01", "vouchers/2027-01-01");
        assertThat(plan(Stage.ALL)
                        .coverage(
                                read,
                                List.of(
                                        new Isolated(Resource.VOUCHERS, ""),
                                        new Isolated(
                                                Resource.ACCOUNTS, LAST.id().toString())),
                                List.of()))
                .isEmpty();
    }

    @Test
    void covered_years_are_those_whose_vouchers_are_covered() {
        assertThat(plan(Stage.REST).coveredYears(List.of("accounts", "vouchers/2025-01-01", "vouchers/2019-01-01")))
                .containsExactly(LAST);
    }

    private static List<Resource> books(Stage stage) {
        return Stream.concat(plan(stage).beside().stream().flatMap(List::stream), plan(stage).vouchers().stream())
                .toList();
    }

    private static RunPlan plan(Stage stage) {
        return new RunPlan(stage, YEARS, TODAY);
    }

    private static FiscalYear year(String start, String end) {
        return new FiscalYear(
                new UUID(0, Integer.parseInt(start.substring(0, 4))),
                LocalDate.parse(start),
                LocalDate.parse(end),
                false);
    }

    private static Checkpoint checkpoint(Resource resource, boolean complete, @Nullable Cause refused) {
        var gap = refused == null ? null : new Gap(resource, refused, List.of());
        return new Checkpoint(resource, 1, "", 10, 10, 0, complete, gap, null);
    }
}
