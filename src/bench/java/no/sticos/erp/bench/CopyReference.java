package no.sticos.erp.bench;

import java.util.List;

/**
 * C, the measure of what the machine can do: text COPY, from a file at the server and on one connection, of the very
 * rows that were landed, into tables with the same columns and primary keys and nothing else.
 */
public final class CopyReference {
    private static final List<String> TABLES = List.of("vouchers", "voucher_rows", "documents");

    private final Postgres postgres;
    private final String folder;

    /** Seconds that it took, and CPU seconds that Postgres spent on it. */
    public record Cost(double seconds, double cpuSeconds) {}

    /** Makes the tables. */
    public CopyReference(Postgres postgres) {
        this.postgres = postgres;
        this.folder = postgres.text("SHOW data_directory") + "/copied-";
        postgres.run("DROP SCHEMA IF EXISTS copied CASCADE", "CREATE SCHEMA copied");
        for (var table : TABLES) {
            postgres.run(
                    "CREATE TABLE copied." + table + " (LIKE gateway." + table + " INCLUDING DEFAULTS)",
                    "ALTER TABLE copied." + table + " ADD " + primaryKey(table));
        }
    }

    /** Writes what is landed now to the server's files, version by version as it came. */
    public void save() {
        for (var table : TABLES) {
            postgres.run("COPY (SELECT * FROM gateway." + table + " ORDER BY client_id, from_gen, doc) TO '" + folder
                    + table + "'");
        }
    }

    /** Copies what was saved into empty tables. */
    public Cost measure() {
        for (var table : TABLES) {
            postgres.run("TRUNCATE copied." + table);
        }
        postgres.run("CHECKPOINT");
        double cpu = postgres.cpuSeconds();
        long began = System.nanoTime();
        for (var table : TABLES) {
            postgres.run("COPY copied." + table + " FROM '" + folder + table + "'");
        }
        return new Cost((System.nanoTime() - began) / 1e9, postgres.cpuSeconds() - cpu);
    }

    private String primaryKey(String table) {
        return postgres.text(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p' AND conrelid = 'gateway."
                        + table + "'::regclass");
    }
}
