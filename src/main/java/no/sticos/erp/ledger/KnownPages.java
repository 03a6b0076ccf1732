package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.Map;
import java.util.stream.Collectors;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.kernel.ClientId;

/**
 * The pages of vouchers that need not be read again if they come as they were: {@link PageWriter} keeps each as it lands
 * it, {@link Passes} forgets what a whole read did not ask for.
 */
public final class KnownPages {
    /** More are read again: a list of ten million vouchers has ten thousand pages, some 200 bytes each here. */
    private static final int MOST = 10_000;

    private static final Sql RECALL = Sql.of(KnownPages.class, "recall-pages");

    private final Database database;

    /** Does nothing yet. */
    public KnownPages(Database database) {
        this.database = database;
    }

    /** All that are kept of a client, by what is asked for them, at most {@value #MOST}. */
    public Single<Map<String, KnownPage>> of(ClientId client) {
        return database.often(tx -> tx.list(RECALL, KnownPages::read, client.value(), MOST))
                .map(pages -> pages.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<String, KnownPage> read(Row row) {
        return Map.entry(
                row.getString("request"),
                new KnownPage(
                        row.getString("digest"),
                        row.getInteger("documents"),
                        row.getLong("hashes"),
                        row.getInteger("stampless"),
                        row.getString("place")));
    }
}
