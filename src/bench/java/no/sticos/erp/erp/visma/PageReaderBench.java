package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a page costs from bytes to documents with their hashes, on one thread: CPU time and bytes allocated
 * per row, after the warm-up. Run by {@code mvn verify -Pbench}.
 *
 * <p>Bytes allocated do not depend on the machine, so they have a tight bound; the bound on time is wide and
 * only catches a reader that has become slow by nature.
 */
@Tag("bench")
class PageReaderBench {
    private static final Logger LOG = LoggerFactory.getLogger("bench.page-reader");
    private static final String YEAR = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Instant ANSWERED = Instant.parse("2026-11-24T06:00:00Z");
    private static final int WARM_UP = 400;
    private static final int PAGES = 200;
    private static final int ROUNDS = 3;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_page_of_400_vouchers_with_1000_rows() {
        var cost = measure(
                "vouchers", 1_000, Query.within(Resource.VOUCHERS, YEAR), envelope(400, PageReaderBench::voucher));

        assertThat(cost.bytesPerRow()).isLessThan(4_000);
        assertThat(cost.millisPerMillionRows()).isLessThan(20_000);
    }

    @Test
    void a_page_of_1000_accounts() {
        var cost = measure(
                "accounts", 1_000, Query.within(Resource.ACCOUNTS, YEAR), envelope(1_000, PageReaderBench::account));

        assertThat(cost.bytesPerRow()).isLessThan(10_000);
        assertThat(cost.millisPerMillionRows()).isLessThan(40_000);
    }

    /**
     * What reading cost, the middle of some rounds.
     *
     * @param millisPerMillionRows CPU time
     * @param bytesPerRow allocated, garbage included
     */
    private record Cost(long millisPerMillionRows, long bytesPerRow) {}

    private static Cost measure(String what, int rows, Query query, byte[] page) {
        read(query, page, WARM_UP);
        var nanos = new long[ROUNDS];
        var bytes = new long[ROUNDS];
        long thread = Thread.currentThread().getId();
        for (int round = 0; round < ROUNDS; round++) {
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
            read(query, page, PAGES);
            nanos[round] = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            bytes[round] = THREADS.getThreadAllocatedBytes(thread) - bytesBefore;
        }
        long allRows = (long) rows * PAGES;
        var cost = new Cost(middle(nanos) / allRows, middle(bytes) / allRows);
        LOG.info(
                "{}: {} B a page, {} ms CPU per million rows = {} krows/s, {} MB/s, {} B allocated a row",
                what,
                page.length,
                cost.millisPerMillionRows(),
                1_000_000 / cost.millisPerMillionRows(),
                (long) page.length * PAGES * 1_000 / middle(nanos),
                cost.bytesPerRow());
        return cost;
    }

    private static void read(Query query, byte[] bytes, int times) {
        for (int i = 0; i < times; i++) {
            Page page = new PageReader(query, 1 << 20, "", Recall.NOTHING).read(bytes, 1, ANSWERED);
            assertThat(page.unreadable()).isEmpty();
        }
    }

    private static long middle(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static byte[] envelope(int documents, IntFunction<String> document) {
        var data = IntStream.range(0, documents).mapToObj(document).collect(Collectors.joining(",\n"));
        var meta =
                """
                {"CurrentPage":1,"PageSize":1000,"TotalNumberOfPages":1,"TotalNumberOfResults":%d,\
                "ServerTimeUtc":"2018-06-21T16:23:13.1083743Z"}"""
                        .formatted(documents);
        return ("{\"Meta\":" + meta + ",\"Data\":[" + data + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** Two rows and three in turn, all of Visma's fields, most of them null. */
    private static String voucher(int i) {
        var rows = IntStream.range(0, 2 + i % 2).mapToObj(row -> row(i, row)).collect(Collectors.joining(","));
        return """
                {"Id":"%s","VoucherDate":"2026-03-30","VoucherText":"Kundefaktura %d til Blåbær og Sønn AS",\
                "NumberAndNumberSeries":"A%d","NumberSeries":"A","ImportedVoucherNumber":null,"Attachments":null,\
                "ModifiedUtc":"2026-06-27T17:34:17.6730217Z","VoucherType":14,"SourceId":"%s",\
                "CreatedUtc":"2026-06-27T17:34:17.672816Z","Rows":[%s]}"""
                .formatted(new UUID(1, i), i, i, new UUID(2, i), rows);
    }

    private static String row(int i, int row) {
        return String.format(
                Locale.ROOT,
                """
                {"AccountNumber":%d,"AccountDescription":"Salgsinntekt, avgiftspliktig","DebitAmount":%.2f,\
                "CreditAmount":%.2f,"TransactionText":"Kundefaktura %d","CostCenterItemId1":null,\
                "CostCenterItemId2":null,"CostCenterItemId3":null,"VatCodeId":null,"VatCodeAndPercent":"3 25%%",\
                "VatAmount":null,"Quantity":null,"Weight":null,"DeliveryDate":null,"HarvestYear":null,"ProjectId":null}""",
                3000 + row,
                row == 0 ? i * 1.25 : 0,
                row == 0 ? 0 : i * 0.75,
                i);
    }

    private static String account(int i) {
        return """
                {"Name":"Konto %d","Number":"%d","VatCodeId":"%s","VatCodeDescription":"Utgående mva","FiscalYearId":"%s",\
                "ReferenceCode":null,"Type":20,"TypeDescription":"Driftsinntekt","ModifiedUtc":"2026-06-27T17:34:17.67Z",\
                "IsActive":true,"IsProjectAllowed":true,"IsCostCenterAllowed":true,"IsBlockedForManualBooking":false}"""
                .formatted(i, 1000 + i, new UUID(3, i), YEAR);
    }
}
