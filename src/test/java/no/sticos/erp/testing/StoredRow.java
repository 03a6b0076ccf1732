package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Random;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;

/**
 * One stored row of a client, picked at random, that a test spoils behind the gateway's back. Each way of spoiling it
 * gives what puts it right again.
 *
 * @param table its table, with schema
 * @param row all its columns, as JSON
 */
public record StoredRow(Database database, String table, String row) {
    /** A row of the client's; {@code where} narrows the choice. */
    public static StoredRow pick(Database database, Random random, String table, ClientId client, String where) {
        var rows = lines(
                database,
                "SELECT to_jsonb(t)::text FROM " + table + " t WHERE client_id = " + client.value() + " AND " + where
                        + " ORDER BY 1");
        return new StoredRow(database, table, rows.get(random.nextInt(rows.size())));
    }

    /** The columns of a table, each with its type behind a space. */
    public static List<String> columns(Database database, String table) {
        return lines(
                database,
                "SELECT a.attname || ' ' || format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = '"
                        + table + "'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum");
    }

    /** Another value for a column of this type; what was nothing becomes something. */
    public static String another(String column, String type) {
        return switch (type) {
            case "bigint", "integer", "smallint" -> "coalesce(" + column + ", 0) + 1";
            case "numeric" -> column + " + 0.01";
            case "text" -> "coalesce(" + column + ", '') || 'x'";
            case "uuid" -> "gen_random_uuid()";
            case "date" -> column + " + 1";
            case "jsonb" -> "coalesce(" + column + ", '{}') || '{\"Fremmed\": 1}'";
            default -> throw new IllegalArgumentException("no other value of " + type);
        };
    }

    /** Sets a column to an expression. */
    public Runnable alter(String column, String expression) {
        var place = one("UPDATE " + table + " t SET " + column + " = " + expression
                + " WHERE to_jsonb(t) = $1::text::jsonb RETURNING ctid::text");
        return () -> {
            remove(place);
            insert("{}");
        };
    }

    /** Takes the row away. */
    public Runnable drop() {
        one("DELETE FROM " + table + " t WHERE to_jsonb(t) = $1::text::jsonb RETURNING ctid::text");
        return () -> insert("{}");
    }

    /** Puts it in once more, with these columns in JSON instead of its own. */
    public Runnable copy(String others) {
        var place = insert(others);
        return () -> remove(place);
    }

    @CanIgnoreReturnValue
    private String insert(String others) {
        return one("INSERT INTO " + table + " SELECT r.* FROM jsonb_populate_record(NULL::" + table
                + ", $1::text::jsonb || '" + others + "') r RETURNING ctid::text");
    }

    private void remove(String place) {
        one("DELETE FROM " + table + " WHERE ctid = '" + place
                + "'::tid AND $1::text IS NOT NULL RETURNING ctid::text");
    }

    @CanIgnoreReturnValue
    private String one(String sql) {
        return Await.result(database.forGateway(tx -> tx.first(new Sql("test", sql), answer -> answer.getString(0), row)
                .toSingle()));
    }

    private static List<String> lines(Database database, String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), answer -> answer.getString(0))));
    }
}
