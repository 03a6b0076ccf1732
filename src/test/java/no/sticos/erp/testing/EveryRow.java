package no.sticos.erp.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import no.sticos.erp.db.DbSettings;

/** Everything that a database holds, as its owner sees it: each row of each table as one text. */
public final class EveryRow {
    private static final String TABLES =
            """
            SELECT format('%I.%I', table_schema, table_name)
              FROM information_schema.tables
             WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
            """;

    private final List<String> rows;

    /** Reads them all. */
    public EveryRow(DbSettings settings) {
        var url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        try (var connection = DriverManager.getConnection(
                url, settings.owner(), settings.ownerPassword().reveal())) {
            this.rows = new ArrayList<>();
            for (var table : texts(connection, TABLES)) {
                rows.addAll(texts(connection, "SELECT '" + table + " ' || t::text FROM " + table + " t"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows in which {@code text} stands, as it is or as the bytes of a binary column. */
    public List<String> with(String text) {
        var bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return rows.stream()
                .filter(row -> row.contains(text) || row.contains(bytes))
                .toList();
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (answer.next()) {
                texts.add(answer.getString(1));
            }
            return texts;
        }
    }
}
