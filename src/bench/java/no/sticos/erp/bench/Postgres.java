package no.sticos.erp.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.db.DbSettings;

/** The measured database as its superuser sees it: plain statements, settings, and what its processes cost. */
public final class Postgres implements AutoCloseable {
    private final String url;
    private final Connection connection;
    private final CpuTime cpu;

    /** Connects; blocking, like all of it. */
    public Postgres(DbSettings settings) {
        url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database()
                + "?user=postgres";
        try {
            connection = DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        cpu = new CpuTime(CpuTime.parentOf(number("SELECT pg_backend_pid()")));
    }

    /** Where it is, for the superuser and JDBC. */
    public String url() {
        return url;
    }

    /** CPU time of the postmaster and of all its children so far. */
    public double cpuSeconds() {
        return cpu.seconds();
    }

    /** Runs statements, each in a transaction of its own. */
    public void run(String... statements) {
        try (var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of each row. */
    public List<String> list(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var list = new ArrayList<String>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one value. */
    public String text(String query) {
        return list(query).get(0);
    }

    /** The one value, a whole number. */
    public long number(String query) {
        return Long.parseLong(text(query));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
