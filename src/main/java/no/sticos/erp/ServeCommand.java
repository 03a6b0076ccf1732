package no.sticos.erp;

import java.nio.file.Path;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.EmbeddedDatabase;

/** {@code serve}: the gateway on real settings, until the process is told to stop. */
final class ServeCommand {
    private ServeCommand() {}

    static void run(Settings settings) {
        var service = Lifetime.result(Service.joined(settings, database(settings)));
        Lifetime.onStop(() -> Lifetime.await(service.stop().onErrorComplete()));
        Lifetime.await(service.start().ignoreElement());
        System.out.println("ERP-integrasjon answers at " + settings.publicUri());
    }

    /** The configured server, or an embedded one. */
    private static DbSettings database(Settings settings) {
        if (settings.has("db.host")) {
            return settings.db();
        }
        var embedded = EmbeddedDatabase.start(Path.of(settings.text("data.folder"), "postgres"));
        Lifetime.onStop(embedded::close);
        return embedded.settings();
    }
}
