package no.sticos.erp.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.LargeFirm;
import no.sticos.erp.testing.LargeFirm.Mix;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a list of 5 000 clients costs Postgres: as much a client as one of 500, whatever state they are in, and whether or
 * not the tables were ever analysed. Counted in rows that the steps of a plan hand on or throw away, not in time.
 */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeFirmIT {
    private static final int MANY = 5_000;
    private static final int FEW = 500;
    /** Rows a client that all steps of a plan together may touch. */
    private static final long ROWS_A_CLIENT = 100;

    /** Blocks that they may read for it, those of functions too, whose steps no plan shows. */
    private static final long BLOCKS_A_CLIENT = 60;

    private static final String PLAN =
            Sql.of(ClientOverview.class, "plan-for-whole-firm").text();

    private static final String PAGE = "'','',NULL,false,false,50,0,NULL";
    private static final Map<String, String> FINDS = Map.of(
            "first page", PAGE,
            "last page", "'','',NULL,false,false,50,4950,NULL",
            "by number, downwards", "'','',NULL,true,true,50,0,NULL",
            "part of a name", "'%vit%','',NULL,false,false,50,0,NULL",
            "digits", "'%0000%','0000%',NULL,false,false,50,0,NULL",
            "a filter", "'','','{NEVER,INACTIVE,BLOCKED,DELETING}',false,false,50,0,NULL",
            "behind one", "'','',NULL,false,false,50,0,100",
            "all of them", "'','',NULL,false,false,5001,0,NULL");

    private final DbSettings settings = TestDatabase.migrated();
    private final Map<Mix, Firm> large = new EnumMap<>(Mix.class);
    private final Map<Mix, Firm> small = new EnumMap<>(Mix.class);
    private final Database database;
    private final Connection gateway;
    /** Read by the statement before. */
    private long blocks;

    LargeFirmIT(io.vertx.core.Vertx core) throws SQLException {
        this.database = Await.result(new DatabaseStart(new Vertx(core), settings).open());
        this.gateway = connection(settings.user(), settings.password().reveal());
    }

    @BeforeAll
    void fill() {
        for (var mix : Mix.values()) {
            large.put(mix, firm(mix, MANY));
            small.put(mix, firm(mix, FEW));
        }
    }

    @AfterAll
    void close() throws SQLException {
        gateway.close();
        Await.done(database.close());
    }

    @ParameterizedTest
    @EnumSource(Mix.class)
    void whatever_a_list_is_asked_for_a_client_of_five_thousand_costs_what_one_of_five_hundred_does(Mix mix)
            throws SQLException {
        for (var find : FINDS.values()) {
            assertThat(whole("find-clients", of(large, mix), find)).as(find).isLessThan(MANY * ROWS_A_CLIENT);
            assertThat(whole("find-clients", of(small, mix), find)).as(find).isLessThan(FEW * ROWS_A_CLIENT);
        }
    }

    @ParameterizedTest
    @EnumSource(Mix.class)
    void counts_cost_as_much_a_client(Mix mix) throws SQLException {
        for (var count : List.of("count-clients", "count-logins", "waiting-logins")) {
            assertThat(whole(count, of(large, mix), "")).as(count).isLessThan(MANY * ROWS_A_CLIENT);
        }
    }

    @ParameterizedTest
    @EnumSource(Mix.class)
    void rows_that_are_shown_cost_the_same_each_however_many(Mix mix) throws SQLException {
        var firm = of(large, mix);

        // Row-level security goes through all clients of the firm, once for each of a few tables.
        assertThat(shown(firm, 1)).isLessThan(MANY * 10L);
        assertThat(shown(firm, 50)).isLessThan(MANY * 20L);
        assertThat(blocks).isLessThan(MANY * BLOCKS_A_CLIENT);
        assertThat(shown(firm, MANY)).isLessThan(MANY * ROWS_A_CLIENT);
        assertThat(blocks).isLessThan(MANY * BLOCKS_A_CLIENT);
    }

    @Test
    void it_stays_so_once_the_tables_are_analysed() throws SQLException {
        try (var owner = connection(settings.owner(), settings.ownerPassword().reveal());
                var statement = owner.createStatement()) {
            statement.execute("ANALYZE");
        }

        whatever_a_list_is_asked_for_a_client_of_five_thousand_costs_what_one_of_five_hundred_does(Mix.CURRENT);
        counts_cost_as_much_a_client(Mix.TWINS);
        rows_that_are_shown_cost_the_same_each_however_many(Mix.QUEUED);
    }

    @Test
    void whatever_reads_a_whole_firm_tells_the_planner() {
        var noted = new NotedSettings();
        var overview = new ClientOverview(noted);
        var firm = of(small, Mix.CURRENT);
        var query = new ClientQuery("", Set.of(), false, false, 0, 0);

        Await.done(overview.list(firm.tenant(), firm.integration(), query).ignoreElement());
        Await.done(overview.counts(firm.tenant()).ignoreElement());
        Await.done(new Logins(noted)
                .count(firm.tenant(), new Person("sub-kari", "Kari"))
                .ignoreElement());
        Await.done(new Logins(noted).waiting(firm.tenant(), null).ignoreElement());

        assertThat(noted.seen).containsExactly("off off", "off off", "off off", "off off");
    }

    @Test
    void rows_come_in_the_order_asked_for_and_only_the_firms() {
        var overview = new ClientOverview(database);
        var firm = of(large, Mix.CURRENT);
        var query = new ClientQuery("", Set.of(), false, true, 50, 4950);

        var listing = Await.result(overview.list(firm.tenant(), firm.integration(), query));
        var ids = listing.clients().stream().map(ClientView::id).toList();
        var names = listing.clients().stream()
                .map(client -> client.identity().name())
                .toList();

        assertThat(listing.hits()).isEqualTo(MANY);
        assertThat(names).hasSize(50).allMatch(name -> name.startsWith("Bakke "));
        assertThat(Await.result(overview.among(of(small, Mix.CURRENT).tenant(), ids)))
                .isEmpty();
    }

    private static Firm of(Map<Mix, Firm> firms, Mix mix) {
        return requireNonNull(firms.get(mix));
    }

    private Firm firm(Mix mix, int clients) {
        var firm = new Firm(database);
        new LargeFirm(database).fill(firm.tenant(), firm.integration(), mix, clients);
        return firm;
    }

    /** Rows touched to show so many of the firm's clients, as it is done. */
    private long shown(Firm firm, int clients) throws SQLException {
        try (var statement = entered(firm)) {
            var ids = new ArrayList<String>();
            var some = "SELECT client_id FROM gateway.clients ORDER BY name LIMIT " + clients;
            try (var rows = statement.executeQuery(some)) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            assertThat(ids).hasSize(clients);
            if (clients > 1) {
                statement.execute(PLAN);
            }
            return work(statement, "show-clients", "'{" + String.join(",", ids) + "}'");
        }
    }

    /** Rows touched by a statement over the whole firm, as it is run. */
    private long whole(String name, Firm firm, String rest) throws SQLException {
        try (var statement = entered(firm)) {
            statement.execute(PLAN);
            return work(statement, name, arguments(name, firm, rest));
        }
    }

    private static String arguments(String name, Firm firm, String rest) {
        return switch (name) {
            case "find-clients" -> firm.integration().value() + "," + rest;
            case "count-logins" -> "'sub-kari','Kari'";
            case "waiting-logins" -> "NULL,NULL,500";
            default -> rest;
        };
    }

    private static final Map<String, String> TYPES = Map.of(
            "find-clients", "(bigint, text, text, text[], boolean, boolean, int, int)",
            "count-logins", "(text, text)",
            "waiting-logins", "(text, text, int)",
            "show-clients", "(bigint[])",
            "count-clients", "");

    private long work(Statement statement, String name, String arguments) throws SQLException {
        statement.execute("PREPARE asked " + TYPES.get(name) + " AS "
                + Sql.of(ClientOverview.class, name).text());
        var call = arguments.isEmpty() ? "asked" : "asked (" + arguments + ")";
        try (var plan = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE " + call)) {
            assertThat(plan.next()).isTrue();
            var whole = new JsonArray(plan.getString(1)).getJsonObject(0).getJsonObject("Plan");
            blocks = whole.getLong("Shared Hit Blocks") + whole.getLong("Shared Read Blocks");
            return rows(whole);
        } finally {
            statement.execute("DEALLOCATE ALL");
        }
    }

    /** What this step and those below it hand on or throw away. */
    private static long rows(JsonObject step) {
        double once = step.getDouble("Actual Rows", 0.0)
                + step.getDouble("Rows Removed by Filter", 0.0)
                + step.getDouble("Rows Removed by Join Filter", 0.0);
        long below = step.getJsonArray("Plans", new JsonArray()).stream()
                .mapToLong(each -> rows((JsonObject) each))
                .sum();
        return Math.round(once * step.getDouble("Actual Loops", 1.0)) + below;
    }

    /** As the gateway enters a transaction for a firm; it ends with the next one. */
    private Statement entered(Firm firm) throws SQLException {
        var statement = gateway.createStatement();
        statement.execute("ROLLBACK");
        statement.execute("BEGIN");
        statement.execute("SELECT set_config('role', 'erp_tenant', true), set_config('erp.tenant', '"
                + firm.tenant().value() + "', true)");
        return statement;
    }

    private Connection connection(String user, String password) throws SQLException {
        var address = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        return DriverManager.getConnection(address + "?preferQueryMode=simple", user, password);
    }

    /** Notes what was left to the planner at the end of each transaction. */
    private final class NotedSettings implements Database {
        private final List<String> seen = new ArrayList<>();

        @Override
        public <T> Single<T> forTenant(TenantId tenant, Function<Tx, Single<T>> work) {
            var asked = new Sql("test", "SELECT current_setting('enable_nestloop') || ' ' || current_setting('jit')");
            return database.forTenant(
                    tenant, tx -> work.apply(tx).flatMap(done -> tx.first(asked, row -> row.getString(0))
                            .doOnSuccess(seen::add)
                            .toSingle()
                            .map(noted -> done)));
        }

        @Override
        public <T> Single<T> forGateway(Function<Tx, Single<T>> work) {
            return database.forGateway(work);
        }

        @Override
        public <T> Single<T> often(Function<Tx, Single<T>> work) {
            return database.often(work);
        }

        @Override
        public Completable close() {
            return Completable.complete();
        }
    }
}
