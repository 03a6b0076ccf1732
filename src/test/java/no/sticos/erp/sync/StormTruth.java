package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.universe.CompanyPlan;

/** What the sandbox's companies have booked, and what a house has of it, row for row. */
final class StormTruth {
    private StormTruth() {}

    /** Every open version of a client's vouchers is what the company has, and there is nothing else. */
    static void assertWhole(StormHouse house, ClientId client, CompanyPlan plan) {
        assertThat(rows(house, client)).as(plan.name()).isEqualTo(truth(house, plan));
    }

    /** Versions that were closed although nothing ever changed: rows that were written twice. */
    static long writtenTwice(StormHouse house) {
        return number(
                house,
                "SELECT (SELECT count(*) FROM gateway.vouchers WHERE to_gen IS NOT NULL)"
                        + " + (SELECT count(*) FROM gateway.voucher_rows WHERE to_gen IS NOT NULL)");
    }

    /** The one value. */
    static long number(StormHouse house, String sql) {
        return Long.parseLong(
                StormBooks.ask(house, "SELECT (" + sql + ")::text").get(0));
    }

    private static List<String> rows(StormHouse house, ClientId client) {
        return StormBooks.ask(
                house,
                "SELECT v.voucher_id || ' ' || r.row_no || ' ' || r.account || ' ' || (r.debit * 100)::bigint || ' '"
                        + " || (r.credit * 100)::bigint AS line FROM gateway.vouchers v JOIN gateway.voucher_rows r"
                        + " USING (client_id, from_gen, doc) WHERE v.client_id = " + client.value()
                        + " AND v.to_gen IS NULL ORDER BY v.voucher_id, r.row_no");
    }

    private static List<String> truth(StormHouse house, CompanyPlan plan) {
        return house.sandbox().company(plan.id()).books().vouchers().stream()
                .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
                .flatMap(StormTruth::lines)
                .toList();
    }

    private static Stream<String> lines(Voucher.Booked voucher) {
        var rows = voucher.rows();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> voucher.id() + " " + (i + 1) + " " + rows.get(i).account() + " "
                        + rows.get(i).debit() + " " + rows.get(i).credit());
    }
}
