package no.sticos.erp.sync.alerts;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;

/** Finds out what is wrong with which active client, and what is so no longer; tells nobody. */
public final class AlertRounds {
    private static final Sql TAKE = Sql.of(AlertRounds.class, "take-round");
    private static final Sql FORGET = Sql.of(AlertRounds.class, "forget-alerts");
    private static final Sql NOTE = Sql.of(AlertRounds.class, "note-alerts");

    private final Database database;
    private final AlertSettings settings;

    /** Looks in this database. */
    public AlertRounds(Database database, AlertSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Looks at all clients unless some node did so less than a round ago; always 0, since nothing is left to do. */
    public Single<Integer> look() {
        return database.forGateway(tx ->
                tx.count(TAKE, settings.round().toMillis()).flatMap(taken -> taken == 0 ? Single.just(0) : noted(tx)));
    }

    private Single<Integer> noted(Tx tx) {
        long old = settings.old().toMillis();
        return tx.run(FORGET, old).andThen(tx.run(NOTE, old)).toSingleDefault(0);
    }
}
