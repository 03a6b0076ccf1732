package no.sticos.erp.sync;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.testing.TestDatabase;
import no.sticos.erp.testing.Wires;

/** One product's database, as somebody sees it who looks while messages come in. */
final class StormTables {
    /** Clients whose documents are not what their generation's end announced: half of one, seen in one look. */
    private static final String HALVES =
            """
            SELECT concat_ws(' ', s.client_id, 'generation', s.generation, 'announced', s.announced, 'there', t.counts)
              FROM storm.shown s,
                   LATERAL (SELECT coalesce(jsonb_object_agg(entity, n), '{}') AS counts
                              FROM (SELECT entity, count(*) n FROM storm.documents d
                                     WHERE d.client_id = s.client_id GROUP BY entity) counted) t
             WHERE s.announced <> t.counts
            """;
    /** What took effect after something later, or twice. */
    private static final String DISORDER =
            """
            SELECT client_id || ' ' || event || ' ' || sequence || ' after ' || before
              FROM (SELECT *, lag(sequence) OVER (PARTITION BY client_id ORDER BY n) AS before FROM storm.effects) e
             WHERE sequence <= before
            """;

    private final DbSettings settings = TestDatabase.migrated();

    /** How a product reaches them by a new wire. */
    String uri(Wires wires) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        settings.owner(),
                        settings.ownerPassword().reveal(),
                        settings.host(),
                        wires.to(StormCluster.DATABASE, settings.port()),
                        settings.database());
    }

    /** How far all clients have come, added up. */
    long progress() {
        return Long.parseLong(
                ask("SELECT coalesce(sum(generation), 0) FROM storm.shown").get(0));
    }

    List<String> halves() {
        return ask(HALVES);
    }

    List<String> disorder() {
        return ask(DISORDER);
    }

    long effects() {
        return Long.parseLong(ask("SELECT count(*) FROM storm.effects").get(0));
    }

    /** A client's documents, sorted. */
    List<String> documents(long client) {
        return ask("SELECT entity || ' ' || key || ' ' || json FROM storm.documents WHERE client_id = " + client
                + " ORDER BY (entity || ' ' || key) COLLATE \"C\"");
    }

    /** Every row of a client's vouchers as the documents tell of it. */
    List<String> voucherRows(long client) {
        return ask("SELECT concat_ws(' ', d.key, r ->> 'accountNumber', trim_scale((r ->> 'debitAmount')::numeric),"
                + " trim_scale((r ->> 'creditAmount')::numeric)) COLLATE \"C\" AS line FROM storm.documents d,"
                + " jsonb_array_elements(d.json::jsonb -> 'rows') r WHERE d.entity = 'vouchers' AND d.client_id = "
                + client
                + " ORDER BY line");
    }

    List<String> ask(String sql) {
        try (var connection = connect();
                var answer = connection.createStatement().executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (answer.next()) {
                lines.add(answer.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database(),
                settings.owner(),
                settings.ownerPassword().reveal());
    }
}
