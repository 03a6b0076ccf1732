package no.sticos.erp;

import no.sticos.erp.db.Migrations;

/**
 * {@code migrate}: brings the schema up to this build and ends. For a deployment step before the nodes are
 * replaced; {@code serve} does the same at its start.
 */
final class MigrateCommand {
    private MigrateCommand() {}

    static void run(Settings settings) {
        var db = settings.db();
        int steps = new Migrations(db).run();
        System.out.println("The schema of " + db.database() + " at " + db.host() + " is up to date: "
                + (steps == 0 ? "nothing was missing" : steps + " steps were run"));
    }
}
