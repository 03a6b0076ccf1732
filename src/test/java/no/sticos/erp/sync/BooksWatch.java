package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.DemoProducts;

/** A reader who never stops looking: every look at a client's books must be one whole published generation. */
final class BooksWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ENOUGH = 20;

    private static final Sql NOW = new Sql(
            "test",
            """
            SELECT b.client_id, b.current_gen, count(r.row_no), count(DISTINCT r.voucher_id),
                   coalesce(sum(r.debit), 0), coalesce(sum(r.credit), 0),
                   coalesce(sum(hashtext(concat_ws(' ', r.voucher_id, r.row_no, r.account, r.debit, r.credit))::bigint), 0)
              FROM gateway.books b LEFT JOIN ledger.voucher_rows r USING (client_id)
             GROUP BY b.client_id, b.current_gen
            """);
    /** Each generation as it was published, from the versions and not from the views. */
    private static final Sql AS_PUBLISHED = new Sql(
            "test",
            """
            SELECT g.client_id, g.gen, count(r.row_no), count(DISTINCT v.voucher_id),
                   coalesce(sum(r.debit), 0), coalesce(sum(r.credit), 0),
                   coalesce(sum(hashtext(concat_ws(' ', v.voucher_id, r.row_no, r.account, r.debit, r.credit))::bigint), 0)
              FROM (SELECT client_id, generate_series(0, current_gen) AS gen FROM gateway.books) g
              LEFT JOIN gateway.vouchers v ON v.client_id = g.client_id
                   AND v.from_gen <= g.gen AND (v.to_gen IS NULL OR v.to_gen > g.gen)
              LEFT JOIN gateway.voucher_rows r ON r.client_id = v.client_id AND r.from_gen = v.from_gen AND r.doc = v.doc
             GROUP BY g.client_id, g.gen
            """);

    /** What one look at a client gave. */
    private record Look(
            long client, int gen, long rows, long vouchers, BigDecimal debit, BigDecimal credit, BigDecimal all) {
        static Look of(Row row) {
            return new Look(
                    row.getLong(0),
                    row.getInteger(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getBigDecimal(4).stripTrailingZeros(),
                    row.getBigDecimal(5).stripTrailingZeros(),
                    row.getBigDecimal(6));
        }

        /** The part of it that the product tells as well. */
        Shown shown() {
            return new Shown(client, gen, vouchers, debit, credit);
        }
    }

    private record Shown(long client, int gen, long vouchers, BigDecimal debit, BigDecimal credit) {
        static Shown of(Map.Entry<Long, DemoProducts.Shown> entry) {
            var totals = entry.getValue();
            return new Shown(
                    entry.getKey(),
                    totals.generation(),
                    totals.vouchers(),
                    totals.debit().stripTrailingZeros(),
                    totals.credit().stripTrailingZeros());
        }
    }

    private final Database database;
    private final Supplier<Single<Map<Long, DemoProducts.Shown>>> product;
    private final Set<Look> looks = ConcurrentHashMap.newKeySet();
    private final Set<Shown> shown = ConcurrentHashMap.newKeySet();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private Disposable looking = Disposable.disposed();

    /** {@code product} tells what a product shows at the moment. */
    BooksWatch(Database database, Supplier<Single<Map<Long, DemoProducts.Shown>>> product) {
        this.database = database;
        this.product = product;
    }

    void begin() {
        looking = new CompositeDisposable(
                every20Millis().concatMapSingle(tick -> look(), 1).subscribe(looks::addAll, errors::add),
                every20Millis()
                        .concatMapSingle(tick -> product.get(), 1)
                        .subscribe(
                                seen -> seen.entrySet().stream().map(Shown::of).forEach(shown::add), errors::add));
    }

    private static Flowable<Long> every20Millis() {
        return Flowable.interval(0, 20, TimeUnit.MILLISECONDS).onBackpressureDrop();
    }

    /** Ends the looking; what was seen must be what was published, of {@code unbalanced} clients too. */
    void end(Set<Long> unbalanced) {
        // A busy machine looks more slowly, and must look as often.
        Await.until(PATIENCE, () -> count.get() > ENOUGH || !errors.isEmpty(), () -> count + " looks");
        looking.dispose();
        assertThat(errors).isEmpty();
        assertThat(count).hasValueGreaterThan(ENOUGH);
        var published = Set.copyOf(list(AS_PUBLISHED));
        assertThat(published).containsAll(looks);
        assertThat(published.stream().map(Look::shown)).containsAll(shown);
        assertThat(looks)
                .filteredOn(look -> !unbalanced.contains(look.client()))
                .allMatch(look -> look.debit().compareTo(look.credit()) == 0);
    }

    /** How much was seen, for the report. */
    String story() {
        return count + " looks: " + looks.size() + " different states of the views and " + shown.size()
                + " of the product, each one a published generation";
    }

    private Single<List<Look>> look() {
        return database.forGateway(tx -> tx.list(NOW, Look::of)).doOnSuccess(seen -> count.incrementAndGet());
    }

    private List<Look> list(Sql sql) {
        return Await.result(database.forGateway(tx -> tx.list(sql, Look::of)));
    }
}
