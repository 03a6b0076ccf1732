package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;

/** Which answers need not be read, since their documents were landed before. */
class RecognitionTest {
    private static final String REQUEST = "/vouchers/2026?$page=1";
    private static final String META =
            "{\"CurrentPage\":1,\"TotalNumberOfPages\":3,\"TotalNumberOfResults\":142,\"ServerTimeUtc\":\"2026-11-24T10:0%d:00Z\"}";
    private static final String DATA =
            """
            [{"Id":"00000000-0000-0000-0000-000000000001","VoucherDate":"2026-01-02T00:00:00Z","VoucherText":"Leie",
              "Rows":[{"AccountNumber":6300,"DebitAmount":100.00},{"AccountNumber":1920,"CreditAmount":100.00}]}]""";

    private static final KnownPage KEPT = new KnownPage(digest(DATA), 1, 17, 0, "|4|");

    @Test
    void documents_that_came_before_byte_for_byte_are_not_read_whatever_the_clock_says() {
        var page = read(answer(7, DATA), request -> KEPT);

        assertThat(page.known()).isEqualTo(KEPT);
        assertThat(page.documents()).isEmpty();
        assertThat(page.size()).isEqualTo(1);
        assertThat(page.isLast()).isFalse();
        assertThat(page.total()).isEqualTo(142);
        assertThat(page.serverTime()).isEqualTo(Instant.parse("2026-11-24T10:07:00Z"));
    }

    @Test
    void another_byte_is_another_page() {
        for (var other : new String[] {DATA.replace("Leie", "leie"), DATA.replace("6300", "6301"), DATA + " "}) {
            var page = read(answer(1, other), request -> KEPT);

            assertThat(page.known()).as(other).isNull();
            assertThat(page.documents()).hasSize(1);
            assertThat(page.origin().digest()).isNotEqualTo(KEPT.digest()).isNotEmpty();
        }
    }

    @Test
    void what_was_kept_of_another_question_is_no_answer() {
        var page = read(answer(1, DATA), request -> request.equals(REQUEST) ? null : KEPT);

        assertThat(page.known()).isNull();
        assertThat(page.documents()).hasSize(1);
    }

    @Test
    void documents_that_come_before_the_figures_of_their_list_are_read() {
        var page = read("{\"Data\":" + DATA + ",\"Meta\":" + META.formatted(1) + "}", request -> KEPT);

        assertThat(page.documents()).hasSize(1);
        assertThat(page.origin().digest()).isEmpty();
    }

    @Test
    void a_known_page_with_another_number_than_asked_for_is_refused() {
        var reader = new PageReader(Query.within(Resource.VOUCHERS, "2026"), 1 << 20, REQUEST, request -> KEPT);

        assertThatThrownBy(() -> reader.read(bytes(answer(1, DATA)), 2, Instant.EPOCH))
                .matches(error -> Fault.is(error, Cause.NOT_UNDERSTOOD));
    }

    @Test
    void who_recalls_nothing_has_no_digest_made() {
        assertThat(read(answer(1, DATA), Recall.NOTHING).origin().digest()).isEmpty();
    }

    private static String digest(String data) {
        return read(answer(1, data), Recall.FRESH).origin().digest();
    }

    private static Page read(String answer, Recall recall) {
        return new PageReader(Query.within(Resource.VOUCHERS, "2026"), 1 << 20, REQUEST, recall)
                .read(bytes(answer), 1, Instant.EPOCH);
    }

    private static String answer(int minute, String data) {
        return "{\"Meta\":" + META.formatted(minute) + ",\"Data\":" + data + "}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
