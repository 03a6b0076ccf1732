package no.sticos.erp.sync.schedules;

import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;

/** A firm with as many clients as wanted, all switched on and signed in to Visma, and the queue they wait in. */
final class Crowd {
    /** They are known by hashes that no number has. */
    private static final String CLIENTS =
            """
            WITH made AS (
                INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, personal_hash, active,
                       active_changed_at, connected_by)
                SELECT %1$s, %2$s, 'company-' || %1$s || '-' || n, 'Klient ' || n, 'PERSONAL', int8send(n), true,
                       now(), 'test'
                  FROM generate_series(1, %3$s) n
                RETURNING client_id, tenant_id)
            INSERT INTO gateway.grants (client_id, tenant_id, scopes, state, api_active, given_by)
            SELECT client_id, tenant_id, '{}', 'WORKING', true, 'test' FROM made
            """;
    /** As if each client's first load had ended {@code %2$s} ago. */
    private static final String BOOKS =
            """
            WITH whole AS (
                SELECT client_id, tenant_id FROM gateway.clients WHERE tenant_id = %1$s
            ), ended AS (
                INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, requested_at, state, ended_at)
                SELECT client_id, tenant_id, 'REST', 'CLICK', 'test', now() - interval '%2$s', 'DONE',
                       now() - interval '%2$s'
                  FROM whole
            ), generations AS (
                INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, result, verdict, counts, as_of)
                SELECT client_id, 1, 0, 'REST', '{}', 'DONE', 'OK', '{}', now() FROM whole
            )
            INSERT INTO gateway.books (client_id, current_gen, last_gen) SELECT client_id, 1, 1 FROM whole
            """;

    private final Database database;
    private final Firm firm;

    Crowd(Database database, int clients) {
        this.database = database;
        this.firm = new Firm(database);
        run(CLIENTS.formatted(firm.tenant(), firm.integration(), clients));
    }

    Firm firm() {
        return firm;
    }

    Crowd withBooks(String age) {
        run(BOOKS.formatted(firm.tenant(), age));
        return this;
    }

    /** Ends all open runs of the firm as done. */
    void endRuns() {
        run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE ended_at IS NULL AND tenant_id = "
                + firm.tenant());
    }

    /** As many open runs per stage. */
    List<String> open() {
        return lines("SELECT stage || ' ' || count(*) FROM gateway.runs WHERE ended_at IS NULL AND tenant_id = "
                + firm.tenant() + " GROUP BY stage ORDER BY stage");
    }

    long number(String sql) {
        return Long.parseLong(lines(sql).get(0));
    }

    /** The first column of each row, as text. */
    List<String> lines(String sql) {
        return Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> String.valueOf(row.getValue(0)))));
    }

    void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
