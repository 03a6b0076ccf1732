package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgConnection;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at a database as the gateway's role sees it, and changes nothing; for operators who ask what is wrong. */
public final class DatabaseCheckup {
    private static final Sql CHECKUP = Sql.of(DatabaseCheckup.class, "checkup");

    private final Vertx vertx;
    private final DbSettings settings;

    /** Connects nothing yet. */
    public DatabaseCheckup(Vertx vertx, DbSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Signs in once and looks; fails with the driver's own error, which names no password. */
    public Single<Findings> look() {
        return PgConnection.rxConnect(vertx, DatabaseStart.connect(settings)).flatMap(connection -> connection
                .query(CHECKUP.text())
                .rxExecute()
                .map(rows -> read(rows.iterator().next()))
                .flatMap(found -> connection.rxClose().toSingleDefault(found)));
    }

    private static Findings read(Row row) {
        return new Findings(
                row.getString("version"),
                row.getInteger("version_number"),
                row.getBoolean("harmless"),
                List.of(row.getArrayOfStrings("unprotected")),
                Duration.between(row.getOffsetDateTime("clock").toInstant(), Instant.now()));
    }

    /**
     * What was found.
     *
     * @param version the server's, as it names it
     * @param versionNumber the same as Postgres counts it, 150000 for 15
     * @param harmless whether the role has no rights of its own
     * @param unprotected tables with a firm's or a client's rows and no row-level security; empty is right
     * @param clockAhead how far this machine's clock is ahead of the database's; negative if behind
     */
    public record Findings(
            String version, int versionNumber, boolean harmless, List<String> unprotected, Duration clockAhead) {}
}
