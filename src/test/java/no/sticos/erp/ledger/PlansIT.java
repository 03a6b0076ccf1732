package no.sticos.erp.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page's look-ups go by the index of what is open, whatever the planner knows of the tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansIT {
    private static final String FEW_ACCOUNTS =
            "INSERT INTO gateway.documents (client_id, resource, from_gen, doc, key, row_hash, books_hash, hash_version, body)"
                    + " SELECT 1, 'accounts', 1, n, n::text, n, n, 1, '{}' FROM generate_series(1, 400) n";

    private final Connection owner;

    PlansIT() throws SQLException {
        var db = TestDatabase.migrated();
        var address = "jdbc:postgresql://" + db.host() + ":" + db.port() + "/" + db.database();
        // A statement whose plan is asked for without its arguments cannot be prepared.
        owner = DriverManager.getConnection(
                address + "?preferQueryMode=simple",
                db.owner(),
                db.ownerPassword().reveal());
    }

    @AfterAll
    void close() throws SQLException {
        owner.close();
    }

    @ParameterizedTest
    @CsvSource({
        "check-items, documents_open", "change-items, documents_open",
        "check-vouchers, vouchers_open", "change-vouchers, vouchers_open"
    })
    void a_look_up_in_tables_that_nobody_has_measured_goes_by_what_is_open(String statement, String index)
            throws SQLException {
        assertThat(plan(statement)).contains(index);
    }

    @Test
    void a_look_up_in_a_resource_that_is_new_to_the_planner_goes_by_what_is_open() throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(FEW_ACCOUNTS);
            statement.execute("ANALYZE gateway.documents");
        }

        var newcomer = Sql.of(LandingTable.class, "check-items")
                .text()
                .replace("$3", "1")
                .replace("$4", "'customer_ledger_items'");
        assertThat(planOf(newcomer)).contains("documents_open").doesNotContain("documents_pkey");
    }

    private String plan(String name) throws SQLException {
        return planOf(Sql.of(LandingTable.class, name).text());
    }

    /** As made for any arguments in the places that are left. */
    private String planOf(String sql) throws SQLException {
        var plan = new StringBuilder();
        try (var statement = owner.createStatement();
                var lines = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
