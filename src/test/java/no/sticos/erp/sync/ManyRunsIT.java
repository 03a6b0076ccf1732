package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MemoryErp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a fetch reads of Postgres where thousands of other runs are open, and many have gone before: what it does by
 * itself. Its statements are planned when nobody else is there, which is when a planner takes the wrong way for as short.
 * Counted in rows and entries of indexes that are read, not in time.
 */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRunsIT {
    private static final int OTHERS = 5_000;
    private static final int EARLIER = 500;
    private static final int OTHER_DOCUMENTS = 2_000;

    private final Reads reads;
    private final MemoryFetch books;
    private final MemoryErp erp = new MemoryErp(5).book(12);
    private final ClientId client;

    ManyRunsIT(io.vertx.core.Vertx core) {
        this.reads = new Reads(Await.result(TestDatabase.open(new Vertx(core))));
        this.books = new MemoryFetch(reads);
        this.client = books.loaded(erp);
    }

    @BeforeAll
    void fill() {
        books.fetch(erp, client, Trigger.CLICK);
        run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, paused, not_before)"
                + " SELECT 1000000 + i, 1, 'ALL', 'BULK', 'test', true, 'infinity' FROM generate_series(1, " + OTHERS
                + ") i");
        run("WITH earlier AS (INSERT INTO gateway.runs"
                + " (client_id, tenant_id, stage, trigger, requested_by, state, gen, ended_at)"
                + " SELECT r.client_id, r.tenant_id, 'ALL', 'BULK', 'test', 'DONE', r.gen, now()"
                + " FROM (SELECT * FROM gateway.runs WHERE client_id = " + client.value()
                + " ORDER BY run_id DESC LIMIT 1) r, generate_series(1, " + EARLIER + ") RETURNING run_id)"
                + " INSERT INTO gateway.checkpoints (run_id, client_id, resource, next_doc, complete)"
                + " SELECT run_id, " + client.value() + ", resource, 100, true FROM earlier,"
                + " (SELECT DISTINCT resource FROM gateway.checkpoints WHERE client_id = " + client.value() + ") c");
        run("INSERT INTO gateway.documents"
                + " (client_id, resource, from_gen, doc, key, row_hash, books_hash, hash_version, body)"
                + " SELECT " + client.value() + ", 'large', 1, i, i::text, i, i, 1, '{}'"
                + " FROM generate_series(1, " + OTHER_DOCUMENTS + ") i");
        erp.put(new UUID(2026, 13), LocalDate.of(2026, 3, 1), 13, new BigDecimal("5.25"));
        reads.seen.clear();
        books.fetch(erp, client, Trigger.CLICK);
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Test
    void none_of_its_steps_reads_the_runs_of_others_or_those_before_the_last() {
        assertThat(reads.most("runs")).isBetween(1L, 50L);
        assertThat(reads.most("checkpoints")).isBetween(1L, 100L);
    }

    @Test
    void the_end_of_a_list_reads_that_list_and_not_all_that_the_client_has() {
        // What counts the whole generation and seals it does; there are two dozen lists.
        assertThat(reads.sum("documents")).isBetween(1L, 8L * OTHER_DOCUMENTS);
    }

    private void run(String sql) {
        int rows = Await.result(reads.forGateway(tx -> tx.count(new Sql("test", sql))));
        assertThat(rows).isPositive();
    }

    /** Notes what each of the short transactions reads of a few tables, however the planner finds it. */
    private static final class Reads implements Database {
        private static final Sql READ = new Sql(
                "test",
                """
                SELECT c.relname::text AS table,
                       pg_stat_get_xact_tuples_returned(c.oid)
                           + coalesce((SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid))
                                         FROM pg_index i
                                        WHERE i.indrelid = c.oid), 0)::bigint AS rows
                  FROM pg_class c
                 WHERE c.oid IN ('gateway.runs'::regclass, 'gateway.checkpoints'::regclass, 'gateway.documents'::regclass)
                """);

        private final Database database;
        private final Map<String, Counted> seen = new ConcurrentHashMap<>();

        Reads(Database database) {
            this.database = database;
        }

        long most(String table) {
            return seen.getOrDefault(table, Counted.NOTHING).most();
        }

        long sum(String table) {
            return seen.getOrDefault(table, Counted.NOTHING).sum();
        }

        @Override
        public <T> Single<T> often(Function<Tx, Single<T>> work) {
            return database.often(tx -> read(tx).flatMap(
                            before -> work.apply(tx).flatMap(done -> read(tx).doOnSuccess(after -> note(before, after))
                                    .map(noted -> done))));
        }

        private static Single<Map<String, Long>> read(Tx tx) {
            return tx.list(READ, row -> Map.entry(row.getString("table"), row.getLong("rows")))
                    .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }

        private void note(Map<String, Long> before, Map<String, Long> after) {
            after.forEach((table, rows) ->
                    seen.merge(table, Counted.of(rows - before.getOrDefault(table, 0L)), Counted::and));
        }

        @Override
        public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
            return database.forTenant(tenant, work);
        }

        @Override
        public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
            return database.forGateway(work);
        }

        @Override
        public Completable close() {
            return database.close();
        }
    }

    /** Rows that transactions read: the most that one did, and all together. */
    private record Counted(long most, long sum) {
        static final Counted NOTHING = new Counted(0, 0);

        static Counted of(long rows) {
            return new Counted(rows, rows);
        }

        Counted and(Counted other) {
            return new Counted(Math.max(most, other.most), sum + other.sum);
        }
    }
}
