package no.sticos.erp.erp;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

class PagingTest {
    private final List<Integer> fetched = new ArrayList<>();

    @Test
    void without_demand_at_most_one_page_is_fetched() {
        var pages = Paging.byNumber(1, this::pageOfFive).test(0);

        assertThat(fetched).hasSizeLessThanOrEqualTo(1);
        pages.assertNoValues();
    }

    @Test
    void demand_for_two_gives_two_in_order_and_fetches_at_most_one_ahead() {
        var pages = Paging.byNumber(1, this::pageOfFive).test(0);

        pages.requestMore(2);

        assertThat(pages.values()).extracting(Page::number).containsExactly(1, 2);
        assertThat(fetched).hasSizeLessThanOrEqualTo(3);
        pages.assertNotComplete();
    }

    @Test
    void nothing_is_fetched_past_the_last_page() {
        var pages = Paging.byNumber(1, this::pageOfFive).test();

        pages.assertComplete();
        assertThat(fetched).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void a_list_goes_on_from_where_it_stopped() {
        Paging.byNumber(4, this::pageOfFive).test().assertValueCount(2).assertComplete();

        assertThat(fetched).containsExactly(4, 5);
    }

    @Test
    void an_empty_page_ends_a_list_that_promised_more() {
        Paging.byNumber(1, number -> Single.just(page(number, 9, List.of())))
                .test()
                .assertValueCount(1)
                .assertComplete();
    }

    @Test
    void a_failed_page_ends_the_list_with_its_fault() {
        Paging.byNumber(1, number -> number < 3 ? pageOfFive(number) : Single.error(Fault.of(Cause.VISMA_DOWN)))
                .test()
                .assertValueCount(2)
                .assertError(error -> Fault.is(error, Cause.VISMA_DOWN));
    }

    private Single<Page> pageOfFive(int number) {
        return Single.fromCallable(() -> {
            fetched.add(number);
            return page(number, 5, List.of(new Item(Resource.ACCOUNTS, "y/" + number, "{}", 0, 0, null)));
        });
    }

    private static Page page(int number, int last, List<Document> documents) {
        return new Page(documents, List.of(), number, last, last, Instant.EPOCH);
    }
}
