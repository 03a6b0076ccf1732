package no.sticos.erp.testing;

import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;

/** Thousands of clients of a firm by one statement each, with what a list shows of them and no books. */
public final class LargeFirm {
    /** Names in no order, with the letters that a collation is for; numbers that nobody has. */
    private static final String CLIENTS =
            """
            INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash,
                   active, active_changed_at, connected_by)
            SELECT %1$s, %2$s, 'company-' || %1$s || '-' || n,
                   (ARRAY['Ærfugl', 'Kvitberg', 'Ågot', 'Øst', 'Bakke', 'Nordlys', 'Sæter'])[1 + n %% 7] || ' ' || lpad((n * 7919 %% 99991)::text, 5, '0') || ' AS',
                   CASE WHEN n %% 10 = 0 THEN 'PERSONAL' ELSE 'ORGNR' END,
                   CASE WHEN n %% 10 > 0 THEN lpad(n::text, 9, '0') END,
                   CASE WHEN n %% 10 = 0 THEN int8send(n) END,
                   %4$s, CASE WHEN %4$s THEN now() END, 'test'
              FROM generate_series(1, %3$s) n
            """;

    private static final String GRANTS =
            """
            INSERT INTO gateway.grants (client_id, tenant_id, scopes, state, api_active, given_by, ended_at, cause)
            SELECT client_id, tenant_id, '{}', '%2$s', '%2$s' = 'WORKING', 'test',
                   CASE WHEN '%2$s' = 'ENDED' THEN now() END, CASE WHEN '%2$s' = 'ENDED' THEN 'grantEnded' END
              FROM gateway.clients
             WHERE tenant_id = %1$s
            """;
    /** Ten days of runs, a generation each, every ninth client with deviations in the newest. */
    private static final String BOOKS =
            """
            WITH own AS (
                SELECT client_id, tenant_id, CASE WHEN client_id %% 9 = 0 THEN 'DEVIATION' ELSE 'OK' END AS verdict
                  FROM gateway.clients
                 WHERE tenant_id = %1$s AND active
            ), ended AS (
                INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, requested_at, state, started_at,
                       ended_at)
                SELECT client_id, tenant_id, 'ALL', 'SCHEDULE', 'schedule', at, 'DONE', at, at
                  FROM generate_series(10, 1, -1) ago, own, LATERAL (SELECT now() - ago * interval '1 day' AS at) day
            ), generations AS (
                INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, result, verdict, counts, as_of)
                SELECT client_id, gen, 0, 'ALL', '{}', 'DONE', verdict, '{}', now() FROM own, generate_series(1, 10) gen
            ), checks AS (
                INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
                SELECT client_id, 10, 'C3', 'ERROR', 'DEVIATES', 0, 20 FROM own WHERE verdict = 'DEVIATION'
            ), deviations AS (
                INSERT INTO gateway.deviations (client_id, gen, check_id, line, account, expected, found)
                SELECT client_id, 10, 'C3', line, 1500 + line, 1, 2
                  FROM own, generate_series(1, 20) line
                 WHERE verdict = 'DEVIATION'
            )
            INSERT INTO gateway.books (client_id, current_gen, last_gen, published_at, verified_at, verdict)
            SELECT client_id, 10, 10, now(), now(), verdict FROM own
            """;
    /** The same numbers once more, under other companies, which cannot be chosen while the first ones are. */
    private static final String TWINS =
            """
            INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash,
                   connected_by)
            SELECT tenant_id, integration_id, 'twin-' || company_id, name || ' 2', identity_kind, orgnr, personal_hash, 'test'
              FROM gateway.clients
             WHERE tenant_id = %1$s
            """;

    private static final String QUEUE =
            """
            INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)
            SELECT client_id, tenant_id, 'ALL', 'BULK', 'test' FROM gateway.clients WHERE tenant_id = %1$s
            """;
    /** The system with all of them, within the time to undo it. */
    private static final String LEAVE =
            """
            WITH removal AS (
                INSERT INTO gateway.removals (tenant_id, integration_id, kind, system, asked_by, starts_at)
                VALUES (%1$s, %2$s, 'SYSTEM', 'visma-eaccounting', 'test', now() + interval '10 minutes')
                RETURNING removal_id, starts_at)
            INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, not_before, removal_id)
            SELECT client_id, tenant_id, 'REMOVAL', 'CLICK', 'test', starts_at, removal_id
              FROM gateway.clients, removal
             WHERE tenant_id = %1$s
            """;

    private final Database database;

    /** Writes into this database. */
    public LargeFirm(Database database) {
        this.database = database;
    }

    /** In what state a firm's clients are. */
    public enum Mix {
        /** Connected and never switched on. */
        NEVER,
        /** Fetched every night. */
        CURRENT,
        /** Fetched until the sign-in ended. */
        DEAD,
        /** Half of them have the number of one that is switched on. */
        TWINS,
        /** All wait in the queue of a bulk run. */
        QUEUED,
        /** All are on their way out. */
        LEAVING
    }

    /** Makes so many. */
    public void fill(TenantId tenant, IntegrationId integration, Mix mix, int clients) {
        long firm = tenant.value();
        boolean active = mix != Mix.NEVER;
        int first = mix == Mix.TWINS ? clients / 2 : clients;
        run(CLIENTS.formatted(firm, integration.value(), first, active));
        run(GRANTS.formatted(firm, mix == Mix.DEAD ? "ENDED" : "WORKING"));
        run(BOOKS.formatted(firm));
        switch (mix) {
            case TWINS -> run(TWINS.formatted(firm));
            case QUEUED -> run(QUEUE.formatted(firm));
            case LEAVING -> run(LEAVE.formatted(firm, integration.value()));
            default -> {}
        }
    }

    private void run(String sql) {
        Await.done(database.forGateway(tx -> tx.count(new Sql("test", sql))).ignoreElement());
    }
}
