package no.sticos.erp;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.events.Subscriptions;

/**
 * {@code restored}: starts a new stream epoch after a backup was put back into the very same database, which a node
 * cannot see by itself. Every product is then sent each client's newest generation whole.
 */
final class RestoredCommand {
    private RestoredCommand() {}

    static void run(Settings settings) {
        var vertx = Vertx.vertx();
        Lifetime.await(new DatabaseStart(vertx, settings.db())
                .open()
                .flatMapCompletable(database -> begin(database)
                        .doOnSuccess(epoch -> System.out.println("The stream's epoch is " + epoch
                                + "; every product is sent the newest generation of each client"))
                        .ignoreElement()
                        .andThen(database.close()))
                .andThen(vertx.rxClose()));
    }

    private static Single<UUID> begin(Database database) {
        return new Subscriptions(database).startNewEpoch();
    }
}
