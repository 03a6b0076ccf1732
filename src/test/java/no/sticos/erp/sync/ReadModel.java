package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;

/** What the database shows of a client: its published books, its events, and what should not be there. */
final class ReadModel {
    private static final List<String> VIEWS = List.of(
            "company_settings",
            "fiscal_years",
            "accounts",
            "opening_balances",
            "account_balances",
            "vouchers",
            "voucher_rows");

    private static final Sql OPEN =
            new Sql("test", "SELECT 1 FROM gateway.runs WHERE client_id = $1 AND ended_at IS NULL");

    /** Everything of a client that is neither published nor history, named; one line an offence. */
    private static final String LEFT_OVER =
            """
            WITH now AS (SELECT current_gen AS gen, last_gen FROM gateway.books WHERE client_id = $1),
                 versions AS (
                     SELECT resource AS kind, from_gen, to_gen, doc FROM gateway.documents WHERE client_id = $1
                     UNION ALL SELECT 'vouchers', from_gen, to_gen, doc FROM gateway.vouchers WHERE client_id = $1
                     UNION ALL SELECT 'rows', from_gen, to_gen, doc FROM gateway.voucher_rows WHERE client_id = $1)
            SELECT 'number given out: ' || last_gen FROM now WHERE last_gen <> gen
            UNION ALL SELECT 'open run: ' || state FROM gateway.runs WHERE client_id = $1 AND ended_at IS NULL
            UNION ALL SELECT 'unpublished version: ' || v.* FROM versions v, now
                       WHERE v.from_gen > now.gen OR v.to_gen > now.gen
            UNION ALL SELECT 'version that nobody saw: ' || v.* FROM versions v WHERE v.to_gen <= v.from_gen
            UNION ALL SELECT 'unpublished generation: ' || g.gen FROM gateway.generations g, now
                       WHERE g.client_id = $1 AND g.gen > now.gen
            UNION ALL SELECT 'unpublished proof: ' || p.check_id FROM gateway.proof_checks p, now
                       WHERE p.client_id = $1 AND p.gen > now.gen
            UNION ALL SELECT 'unpublished deviation: ' || d.check_id FROM gateway.deviations d, now
                       WHERE d.client_id = $1 AND d.gen > now.gen
            UNION ALL SELECT 'unreadable: ' || reason FROM gateway.unreadable_documents WHERE client_id = $1
            UNION ALL SELECT 'unfinished: ' || resource FROM gateway.checkpoints WHERE client_id = $1 AND NOT complete
            UNION ALL SELECT 'row without its voucher: ' || r.account FROM gateway.voucher_rows r
                       WHERE r.client_id = $1 AND NOT EXISTS (
                             SELECT FROM gateway.vouchers v
                              WHERE v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
                                AND v.to_gen IS NOT DISTINCT FROM r.to_gen)
            """;

    private final Database database;
    private final ClientId client;

    ReadModel(Database database, ClientId client) {
        this.database = database;
        this.client = client;
    }

    ClientId client() {
        return client;
    }

    /** Each view's rows with all their columns, as canonical JSON, sorted. */
    Map<String, List<String>> views() {
        var views = new TreeMap<String, List<String>>();
        for (var view : VIEWS) {
            views.put(view, rows(view));
        }
        return views;
    }

    /** The registers' lines, each register under its view's name. */
    Map<String, List<String>> registers() {
        var views = new TreeMap<String, List<String>>();
        for (var register : Register.values()) {
            var sql = "SELECT jsonb_build_object(" + register.pairs() + ")::text FROM ledger." + register.view()
                    + " v WHERE client_id = $1";
            views.put(
                    register.view(),
                    lines(sql).stream().map(JsonValue::canonical).sorted().toList());
        }
        return views;
    }

    private List<String> rows(String view) {
        var sql = "SELECT (to_jsonb(v) - ARRAY['client_id', 'from_gen', 'doc'])::text FROM ledger." + view
                + " v WHERE client_id = $1";
        return lines(sql).stream().map(JsonValue::canonical).sorted().toList();
    }

    /** The client's events: sequence, kind, and the generations before and after. */
    List<String> events() {
        return lines("SELECT seq || ' ' || kind || ' ' || from_gen || ' ' || gen FROM gateway.events"
                + " WHERE client_id = $1 ORDER BY seq");
    }

    /** What a whole client has none of. */
    List<String> leftOver() {
        return lines(LEFT_OVER);
    }

    int generation() {
        var found = lines("SELECT current_gen::text FROM gateway.books WHERE client_id = $1");
        return found.isEmpty() ? 0 : Integer.parseInt(found.get(0));
    }

    /** How the newest run stands: its state, and its cause if there is one. */
    String run() {
        return lines("SELECT concat_ws(' ', state, cause) FROM gateway.runs WHERE client_id = $1"
                        + " ORDER BY run_id DESC LIMIT 1")
                .get(0);
    }

    /** Not either while the database cannot be asked: who looks looks again. */
    boolean isAtRest() {
        return Await.result(database.forGateway(tx -> tx.list(OPEN, row -> 1, client.value()))
                .map(List::isEmpty)
                .onErrorResumeNext(
                        error -> Fault.is(error, Cause.DATABASE_AWAY) ? Single.just(false) : Single.error(error)));
    }

    /** The first column of a statement about the client, as text. */
    List<String> lines(String sql) {
        return Await.result(
                database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), client.value())));
    }
}
