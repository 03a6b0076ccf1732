package no.sticos.erp.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseIT {
    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final DbSettings settings = TestDatabase.empty();
    private final Database database;
    private final TenantId fjell;
    private final TenantId fjord;

    DatabaseIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.database = Await.result(new DatabaseStart(this.vertx, settings).open());
        this.fjell = Await.result(tenant("fjell"));
        this.fjord = Await.result(tenant("fjord"));
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_firm_sees_its_own_rows_only() {
        assertThat(Await.result(integration(fjell))).isEqualTo(1);
        assertThat(Await.result(integration(fjord))).isEqualTo(1);

        var seen = Await.result(database.forTenant(
                fjell, tx -> tx.list(sql("SELECT tenant_id FROM gateway.integrations"), row -> row.getLong(0))));

        assertThat(seen).containsExactly(fjell.value());
    }

    @Test
    void a_firm_cannot_write_another_firms_row() {
        var foreign = database.forTenant(
                fjell,
                tx -> tx.count(
                        sql(
                                "INSERT INTO gateway.integrations (tenant_id, system, created_by) VALUES ($1, 'visma-eaccounting', 'x')"),
                        fjord.value()));

        assertThat(Await.error(foreign)).hasMessageContaining("row-level security");
    }

    @Test
    void the_pools_role_is_nothing_by_itself() {
        var unentered = new DatabaseStart(vertx, settings)
                .open()
                .flatMap(opened -> opened.forGateway(tx -> tx.run(sql("SELECT set_config('role', 'none', true)"))
                        .andThen(tx.rows(sql("SELECT * FROM gateway.clients")))));

        assertThat(Await.error(unentered)).hasMessageContaining("permission denied");
    }

    @Test
    void a_firm_that_was_not_set_is_an_error_and_not_everybody() {
        var unset = database.forGateway(tx -> tx.run(sql("SELECT set_config('role', 'erp_tenant', true)"))
                .andThen(tx.rows(sql("SELECT * FROM gateway.integrations"))));

        assertThat(Await.error(unset)).hasMessageContaining("bigint");
    }

    @Test
    void an_argument_of_the_wrong_type_is_our_mistake_and_not_a_database_that_is_away() {
        var wrong = database.forGateway(tx -> tx.count(sql("SELECT $1::bigint"), "five"));

        assertThat(Await.error(wrong))
                .hasMessageContaining("coerced")
                .matches(error -> !Fault.is(error, Cause.DATABASE_AWAY));
    }

    @Test
    void a_zero_byte_in_a_text_is_bad_input_and_not_our_mistake() {
        var zero = database.forGateway(tx -> tx.count(sql("SELECT $1::text"), "a\0b"));

        assertThat(Await.error(zero)).matches(error -> Fault.is(error, Cause.INVALID_INPUT));
    }

    @Test
    void an_argument_too_few_is_our_mistake_too() {
        var wrong = database.forGateway(tx -> tx.count(sql("SELECT $1::bigint")));

        assertThat(Await.error(wrong)).matches(error -> !Fault.is(error, Cause.DATABASE_AWAY));
    }

    @Test
    void what_is_done_often_is_planned_once_whatever_the_client() {
        var modes = database.often(tx -> tx.list(
                sql("SELECT current_setting('plan_cache_mode') UNION ALL SELECT current_user"),
                row -> row.getString(0)));

        assertThat(Await.result(modes)).containsExactly("force_generic_plan", "erp_system");
    }

    @Test
    void a_long_statement_is_prepared_once_for_each_connection() {
        var statement =
                sql("SELECT count(*)::int AS named FROM pg_prepared_statements WHERE statement LIKE '%a long one%' -- "
                        + "a long one ".repeat(500));
        var twice = database.often(tx -> tx.first(statement, row -> row.getInteger("named"))
                .ignoreElement()
                .andThen(tx.first(statement, row -> row.getInteger("named")).toSingle()));

        assertThat(Await.result(twice)).isEqualTo(1);
    }

    @Test
    void an_owner_is_refused_as_the_pools_role() {
        var asOwner = new DbSettings(
                settings.host(),
                settings.port(),
                settings.database(),
                settings.owner(),
                settings.ownerPassword(),
                settings.owner(),
                settings.ownerPassword(),
                false,
                null,
                2,
                settings.patience());

        assertThat(Await.error(new DatabaseStart(vertx, asOwner).open())).hasMessageContaining("no rights of its own");
    }

    @Test
    void who_waits_too_long_for_a_connection_is_told_so_and_costs_the_pool_nothing() {
        var crowded = Await.result(new DatabaseStart(vertx, asking(PATIENCE)).open());
        var begun = new AtomicInteger();

        var ends = Await.result(Flowable.range(0, 4000)
                .flatMapSingle(
                        one -> crowded.forGateway(tx -> {
                                    begun.incrementAndGet();
                                    return tx.count(sql("SELECT pg_sleep(0.001)"));
                                })
                                .map(rows -> "served")
                                .onErrorReturn(
                                        error -> Fault.is(error, Cause.DATABASE_AWAY) ? "away" : error.toString()),
                        false,
                        4000)
                .toList());

        assertThat(ends).contains("away").containsOnly("served", "away");
        assertThat(Collections.frequency(ends, "served")).isEqualTo(begun.get());
        Await.done(allConnectionsAtOnce(crowded));
        Await.done(crowded.close());
    }

    /** As many transactions as there are connections, of which none ends before all are under way. */
    private static Completable allConnectionsAtOnce(Database database) {
        var underWay = new AtomicInteger();
        var all = CompletableSubject.create();
        return Flowable.range(0, CONNECTIONS).flatMapCompletable(one -> database.forGateway(tx -> {
                    if (underWay.incrementAndGet() == CONNECTIONS) {
                        all.onComplete();
                    }
                    return all.toSingleDefault(one);
                })
                .ignoreElement());
    }

    private DbSettings asking(Duration patience) {
        return new DbSettings(
                settings.host(),
                settings.port(),
                settings.database(),
                settings.user(),
                settings.password(),
                settings.owner(),
                settings.ownerPassword(),
                false,
                null,
                CONNECTIONS,
                patience);
    }

    @Test
    void the_audit_trail_cannot_be_changed_by_anyone() {
        var line = database.forGateway(tx -> tx.run(
                        sql("INSERT INTO gateway.audit_lines (tenant_id, actor, actor_name, action, outcome)"
                                + " VALUES ($1, 'a', 'A', 'x', 'DONE')"),
                        fjell.value())
                .andThen(tx.rows(sql("UPDATE gateway.audit_lines SET actor = 'b'"))));

        assertThat(Await.error(line)).hasMessageContaining("permission denied");
    }

    @Test
    void work_that_fails_leaves_nothing_behind() {
        var failing = database.forGateway(
                tx -> tx.run(sql("INSERT INTO gateway.tenants (external_id, name) VALUES ('gone', 'Gone')"))
                        .andThen(Single.error(Fault.of(Cause.BUG))));

        assertThat(Await.error(failing)).isInstanceOf(Fault.class);
        var left = Await.result(
                database.forGateway(tx -> tx.count(sql("SELECT 1 FROM gateway.tenants WHERE external_id = 'gone'"))));

        assertThat(left).isZero();
    }

    @Test
    void a_unique_index_speaks_by_its_name() {
        var twice = tenant("twice").flatMap(first -> tenant("twice"));

        assertThat(Await.error(twice)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.reason()).isEqualTo(Cause.ALREADY_EXISTS);
            assertThat(fault.args()).containsExactly("tenants_external_id_key");
        });
    }

    private Single<TenantId> tenant(String name) {
        return database.forGateway(tx -> tx.first(
                        sql("INSERT INTO gateway.tenants (external_id, name) VALUES ($1, $1) RETURNING tenant_id"),
                        row -> new TenantId(row.getLong(0)),
                        name)
                .toSingle());
    }

    private Single<Integer> integration(TenantId tenant) {
        return database.forTenant(
                tenant,
                tx -> tx.count(
                        sql(
                                "INSERT INTO gateway.integrations (tenant_id, system, created_by) VALUES ($1, 'visma-eaccounting', 'x')"),
                        tenant.value()));
    }

    private static Sql sql(String text) {
        return new Sql("test", text);
    }
}
