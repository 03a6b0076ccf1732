package no.sticos.erp.db;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.pgclient.PgBuilder;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/**
 * Brings the database to the schema that this build knows, and opens the pool.
 *
 * <p>Migrating is blocking work and runs on a worker thread; nodes that start at once wait for each other
 * by Flyway's own lock. Before the pool is handed out it is checked that its role has no rights of its
 * own: row-level security protects nobody from an owner or a superuser.
 */
public final class DatabaseStart {
    private static final int LONGEST_STATEMENT = 16_384;
    private static final int MOST_STATEMENTS = 512;
    /** Transactions that may wait for a connection at once; what comes then is told that the database is away. */
    static final int MOST_WAITING = 10_000;

    private static final Sql ROLE_CHECK = Sql.of(DatabaseStart.class, "role-check");

    private final Vertx vertx;
    private final DbSettings settings;

    /** Does nothing yet. */
    public DatabaseStart(Vertx vertx, DbSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Migrates, connects, checks the role. */
    public Single<Database> open() {
        return vertx.rxExecuteBlocking(new Migrations(settings)::run)
                .ignoreElement()
                .andThen(Single.fromCallable(this::pool))
                .flatMap(this::checked);
    }

    private Pool pool() {
        var options = new PoolOptions()
                .setMaxSize(settings.poolSize())
                .setMaxWaitQueueSize(MOST_WAITING)
                // Waits are bounded by PgDatabase, which says why.
                .setConnectionTimeout(0);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(connect(settings))
                .using(vertx)
                .build();
    }

    /** How to connect as the role that the pool signs in as. */
    public static PgConnectOptions connect(DbSettings settings) {
        var options = new PgConnectOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setDatabase(settings.database())
                .setUser(settings.user())
                .setPassword(settings.password().reveal())
                .setCachePreparedStatements(true)
                // The library leaves out what is longer than 2048 characters, which is what every page lands by.
                .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                .setPreparedStatementCacheMaxSize(MOST_STATEMENTS);
        options.addProperty("application_name", "erp-integrasjon");
        return settings.tls() ? options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(ssl(settings)) : options;
    }

    private static ClientSSLOptions ssl(DbSettings settings) {
        var ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        var file = settings.tlsCertificates();
        return file == null ? ssl : ssl.setTrustOptions(new PemTrustOptions().addCertPath(file.toString()));
    }

    private Single<Database> checked(Pool pool) {
        var timer = RxHelper.scheduler(vertx);
        return pool.query(ROLE_CHECK.text())
                .rxExecute()
                .timeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS, timer)
                .map(rows -> rows.iterator().next().getBoolean(0))
                .flatMap(harmless -> harmless
                        ? Single.<Database>just(new PgDatabase(pool, settings.patience(), timer))
                        : Single.error(new IllegalStateException("the gateway's database role must have no rights of"
                                + " its own: not owner, not superuser, NOINHERIT")))
                .onErrorResumeNext(error -> pool.rxClose().andThen(Single.error(DbFaults.translate(error))));
    }
}
