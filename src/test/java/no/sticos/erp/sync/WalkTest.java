package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Checkpoint;
import no.sticos.erp.ledger.Landed;
import no.sticos.erp.ledger.Landing;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<String> YEARS = List.of("2026", "2025");
    /** Of a page among several, with one document that has no stamp. */
    private static final Landing.Signs SHIFTING = new Landing.Signs(false, true, 1);

    private static final Lease LEASE =
            new Lease(new RunId(5), 2, new ClientId(3), new TenantId(4), Stage.ALL, 1, null, false, false);

    @Test
    void a_walk_begins_at_the_first_page_of_the_first_scope() {
        var walk = walk("", YEARS);

        assertThat(walk.scopes()).isEqualTo(YEARS);
        assertThat(walk.firstPage("2026")).isEqualTo(1);
    }

    @Test
    void a_walk_goes_on_at_the_page_after_the_last_and_leaves_out_what_is_read() {
        var walk = walk("2025|3|250", List.of("2026", "2025", "2024"));

        assertThat(walk.scopes()).containsExactly("2025", "2024");
        assertThat(walk.firstPage("2025")).isEqualTo(3);
        assertThat(walk.firstPage("2024")).isEqualTo(1);
    }

    @Test
    void a_scope_that_is_gone_is_begun_from_the_first_that_is_left() {
        var walk = walk("2019|3|250", YEARS);

        assertThat(walk.scopes()).isEqualTo(YEARS);
        assertThat(walk.firstPage("2026")).isEqualTo(1);
    }

    @Test
    void a_page_leads_to_the_next_one_of_its_scope() {
        var mark = land(walk("", YEARS), "2026", page(1, 3, 250));

        assertThat(mark).isEqualTo(new Landing.Mark("2026|2|250", 250, false, NOW, SHIFTING));
    }

    @Test
    void the_last_page_of_a_scope_leads_to_the_next_scope() {
        var mark = land(walk("2026|3|250", YEARS), "2026", page(3, 3, 250));

        assertThat(mark).isEqualTo(new Landing.Mark("2025|1|0", 0, false, NOW, SHIFTING));
    }

    @Test
    void the_last_page_of_the_last_scope_makes_the_resource_whole() {
        var walk = walk("2025|2|250", YEARS);

        assertThat(land(walk, "2025", page(2, 3, 250)).complete()).isFalse();
        assertThat(land(walk, "2025", page(3, 3, 250)).complete()).isTrue();
    }

    @Test
    void an_empty_scope_is_passed_and_the_last_one_may_be_empty() {
        var walk = walk("", YEARS);

        assertThat(land(walk, "2026", page(1, 0, 0)))
                .isEqualTo(new Landing.Mark("2025|1|0", 0, false, NOW, Landing.Signs.NONE));
        assertThat(land(walk, "2025", page(1, 0, 0)).complete()).isTrue();
    }

    @Test
    void a_total_counts_once_and_then_only_by_what_it_moves() {
        var walk = walk("", YEARS);

        assertThat(land(walk, "2026", page(1, 3, 250)).expected()).isEqualTo(250);
        assertThat(land(walk, "2026", page(2, 3, 252)).expected()).isEqualTo(2);
        assertThat(land(walk, "2026", page(3, 3, 249)).expected()).isEqualTo(-3);
        assertThat(land(walk, "2025", page(1, 1, 40)).expected()).isEqualTo(40);
    }

    @Test
    void a_total_that_was_counted_before_a_restart_is_not_counted_again() {
        assertThat(land(walk("2026|2|250", YEARS), "2026", page(2, 3, 251)).expected())
                .isEqualTo(1);
    }

    @Test
    void a_page_with_nothing_on_it_ends_its_scope_whatever_its_number() {
        var empty = new Page(List.of(), List.of(), 2, 5, 250, NOW);

        assertThat(land(walk("2026|2|250", YEARS), "2026", empty).position()).isEqualTo("2025|1|0");
    }

    @Test
    void a_page_is_written_as_the_step_after_those_that_are_written() {
        var walk = walk("2026|2|250", YEARS);
        assertThat(walk.land(scoped("2026", page(2, 3, 250))).step()).isEqualTo(7);

        walk.landed(new Landed(8, 1, 1, 0));

        assertThat(walk.land(scoped("2026", page(3, 3, 250))).step()).isEqualTo(8);
    }

    @Test
    void a_page_lands_with_its_documents_for_its_client_under_the_lease() {
        var page = page(2, 3, 250);
        var landing = walk("2026|2|250", YEARS).land(scoped("2026", page));

        assertThat(landing.documents()).isEqualTo(page.documents());
        assertThat(landing.client()).isEqualTo(LEASE.client());
        assertThat(landing.fence()).isEqualTo(LEASE.fence());
        assertThat(landing.resource()).isEqualTo(Resource.VOUCHERS);
    }

    @Test
    void changes_move_neither_place_nor_totals() {
        var landing = new Walk(LEASE, checkpoint("2025|3|250", true), List.of()).landChanged(page(1, 1, 12));

        assertThat(landing.mark()).isEqualTo(new Landing.Mark("2025|3|250", 0, true, NOW, Landing.Signs.NONE));
        assertThat(landing.documents()).hasSize(1);
    }

    @Test
    void a_new_total_moves_only_the_total() {
        var mark = new Walk(LEASE, checkpoint("2025|3|250", true), YEARS)
                .landTotal(610)
                .mark();

        assertThat(mark.expected()).isEqualTo(10);
        assertThat(mark.position()).isEqualTo("2025|3|250");
        assertThat(mark.complete()).isTrue();
    }

    @Test
    void a_list_that_is_read_by_number_goes_on_from_the_last_one() {
        var landing = byNumber("").land(scoped("2026", numbered(3, 1, 2, 2)));

        var position = Position.read(landing.mark().position()).orElseThrow();
        assertThat(position.fromNumber()).isEqualTo(2);
        assertThat(position.edge()).hasSize(2);
        assertThat(landing.mark().signs().shifting()).isFalse();
    }

    @Test
    void what_has_the_last_number_comes_once_more_and_is_not_landed_twice() {
        var walk = byNumber("");
        var first = walk.land(scoped("2026", numbered(3, 1, 2)));
        var again = byNumber(first.mark().position()).land(scoped("2026", numbered(2, 2, 3)));

        assertThat(walk.land(scoped("2026", numbered(2, 2, 3))).documents())
                .extracting(Document::key)
                .containsExactly(voucher(3).key());
        assertThat(again.documents())
                .as("after a restart")
                .extracting(Document::key)
                .containsExactly(voucher(3).key());
        assertThat(again.mark().expected())
                .as("what is left of a list is no new total")
                .isZero();
    }

    @Test
    void a_known_page_moves_what_it_moved_when_it_was_read() {
        var read = from(numbered(3, 1, 2, 2), "digest", null);
        var first = byNumber("").land(scoped("2026", read));
        var kept = Objects.requireNonNull(first.known());
        var known = from(new Page(List.of(), List.of(), 1, 3, 4, NOW), "digest", kept);
        var walk = byNumber("");

        var landing = walk.land(scoped("2026", known));

        assertThat(landing.mark()).isEqualTo(first.mark());
        assertThat(landing.documents()).isEmpty();
        assertThat(landing.known()).isEqualTo(kept);
        assertThat(End.number(1L, known)).isEqualTo(2);
        assertThat(walk.land(scoped("2026", numbered(2, 2, 3))).documents())
                .as("what comes once more after it")
                .extracting(Document::key)
                .containsExactly(voucher(3).key());
    }

    @Test
    void a_page_that_begins_with_what_the_page_before_did_not_show_is_not_known() {
        var walk = byNumber("");
        var first = numbered(3, 1, 2);
        assertThat(walk.land(scoped("2026", first)).known()).isNull();
        var kept = Objects.requireNonNull(walk.land(scoped("2026", from(numbered(2, 2, 3), "digest", null)))
                .known());
        var known = from(new Page(List.of(), List.of(), 1, 2, 4, NOW), "digest", kept);
        var as = byNumber("");
        assertThat(as.land(scoped("2026", first)).documents()).hasSize(2);
        assertThat(as.land(scoped("2026", known)).known()).as("as it was").isEqualTo(kept);
        var other = byNumber("");
        assertThat(other.land(scoped("2026", numbered(3, 1, 2, 2))).documents()).hasSize(3);

        assertThatThrownBy(() -> other.land(scoped("2026", known))).matches(error -> Fault.is(error, Cause.DRIFT));
    }

    @Test
    void of_a_small_list_the_next_page_waits_until_the_one_before_has_landed_and_of_vouchers_it_does_not() {
        var customers = new Walk(LEASE, checkpoint(Resource.CUSTOMERS, "", false), List.of(""));
        var vouchers = walk("", YEARS);
        assertThat(hasRoom(customers)).isTrue();

        customers.read(page(1, 3, 250));
        vouchers.read(page(1, 3, 250));
        assertThat(hasRoom(customers)).isFalse();
        assertThat(hasRoom(vouchers)).isTrue();

        customers.landed(new Landed(8, 1, 1, 0));
        assertThat(hasRoom(customers)).isTrue();
    }

    @Test
    void of_a_page_is_kept_what_it_brought_by_its_digest() {
        var kept = Objects.requireNonNull(walk("", YEARS)
                .land(scoped("2026", from(page(1, 3, 250), "digest", null)))
                .known());

        assertThat(kept).isEqualTo(new KnownPage("digest", 1, 1, 1, ""));
    }

    @Test
    void nothing_is_kept_of_a_page_without_a_digest_or_with_documents_set_aside() {
        var odd = new Unreadable(Resource.VOUCHERS, "2026", "v", "bad Id", "{}");
        var page = page(1, 3, 250);
        var partly = new Page(page.documents(), List.of(odd), 1, 3, 250, NOW, new Page.Origin("", "digest", null));

        assertThat(walk("", YEARS).land(scoped("2026", page)).known()).isNull();
        assertThat(walk("", YEARS).land(scoped("2026", partly)).known()).isNull();
    }

    @Test
    void a_page_that_is_not_in_the_order_of_numbers_is_refused() {
        assertThatThrownBy(() -> End.number(null, numbered(2, 2, 1))).matches(error -> Fault.is(error, Cause.DRIFT));
        assertThatThrownBy(() -> End.number(5L, numbered(2, 4, 6)))
                .as("before the one asked for")
                .matches(error -> Fault.is(error, Cause.DRIFT));
        assertThatThrownBy(() -> End.number(5L, numbered(2, 5, 5)))
                .as("no end of one number")
                .matches(error -> Fault.is(error, Cause.DRIFT));
        assertThat(End.number(5L, numbered(1, 5, 5)))
                .as("on the last page it is no matter")
                .isEqualTo(5);
    }

    @Test
    void a_document_stamped_since_the_pass_began_tells_that_pages_can_have_shifted() {
        var changed = new Item(Resource.VOUCHERS, "v", "{}", 1, 1, NOW);
        var ahead = new Item(Resource.VOUCHERS, "v", "{}", 1, 1, NOW.plusSeconds(1));

        assertThat(signs(changed, 2).moved()).isTrue();
        assertThat(signs(ahead, 2).moved()).as("ahead of the clock that stamps").isFalse();
        assertThat(signs(changed, 1).moved()).as("one page cannot shift").isFalse();
    }

    @Test
    void a_total_that_moves_within_a_list_tells_it_too() {
        var walk = walk("2026|2|250", YEARS);

        assertThat(land(walk, "2026", page(2, 3, 249)).signs().moved()).isTrue();
    }

    private static Landing.Signs signs(Document document, int pages) {
        var page = new Page(List.of(document), List.of(), 1, pages, pages, NOW);
        return land(walk("", YEARS), "2026", page).signs();
    }

    private static Walk byNumber(String position) {
        return new Walk(LEASE, checkpoint(position, false), YEARS, true, Recall.FRESH);
    }

    /** A page of vouchers with these numbers, and {@code left} pages to come, this one included. */
    private static Page numbered(int left, long... numbers) {
        var documents = new ArrayList<Document>();
        for (long number : numbers) {
            documents.add(voucher(number, documents.size()));
        }
        return new Page(documents, List.of(), 1, left, 4, NOW);
    }

    private static Page from(Page page, String digest, @Nullable KnownPage known) {
        return new Page(
                page.documents(),
                page.unreadable(),
                page.number(),
                page.lastNumber(),
                page.total(),
                page.serverTime(),
                new Page.Origin("/v2/vouchers", digest, known));
    }

    private static Voucher voucher(long number) {
        return voucher(number, 0);
    }

    /** Of the number's second series where the one before has the same number. */
    private static Voucher voucher(long number, int place) {
        var series = number == 2 && place == 2 ? "B" : "A";
        return new Voucher(
                new UUID(series.charAt(0), number),
                LocalDate.of(2026, 1, 1),
                series,
                series + number,
                null,
                null,
                null,
                NOW,
                NOW,
                List.of(),
                null,
                1,
                1);
    }

    private static Walk walk(String position, List<String> scopes) {
        return new Walk(LEASE, checkpoint(position, false), scopes);
    }

    private static boolean hasRoom(Walk walk) {
        return walk.room().toSingleDefault(true).toFuture().isDone();
    }

    private static Checkpoint checkpoint(String position, boolean complete) {
        return checkpoint(Resource.VOUCHERS, position, complete);
    }

    private static Checkpoint checkpoint(Resource resource, String position, boolean complete) {
        return new Checkpoint(resource, 7, position, 600, 600, 0, complete, null, NOW);
    }

    private static Landing.Mark land(Walk walk, String scope, Page page) {
        return walk.land(scoped(scope, page)).mark();
    }

    private static ResourceReader.ScopedPage scoped(String scope, Page page) {
        return new ResourceReader.ScopedPage(scope, page);
    }

    private static Page page(int number, int last, int total) {
        List<Document> documents =
                total == 0 ? List.of() : List.of(new Item(Resource.VOUCHERS, "v" + number, "{}", 1, 1, null));
        return new Page(documents, List.of(), number, last, total, NOW);
    }
}
