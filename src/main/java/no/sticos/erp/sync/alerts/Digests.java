package no.sticos.erp.sync.alerts;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.function.Function;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.mail.Letter;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.mail.MailOutbox;

/**
 * Tells people what is wrong with the clients that they answer for: one letter for all of it.
 *
 * <p>The person's row is locked meanwhile, so that two nodes write to two people and never to the same one.
 */
public final class Digests {
    private static final Sql TAKE = Sql.of(Digests.class, "take-reader");
    private static final Sql TELL = Sql.of(Digests.class, "tell-alerts");

    private final Database database;
    private final MailOutbox outbox;
    private final Function<Digest, Letter> writing;
    private final AlertSettings settings;

    /** Posts in {@code outbox} what {@code writing} makes of a digest. */
    public Digests(Database database, MailOutbox outbox, Function<Digest, Letter> writing, AlertSettings settings) {
        this.database = database;
        this.outbox = outbox;
        this.writing = writing;
        this.settings = settings;
    }

    private record Reader(TenantId tenant, Person person, MailAddress address) {}

    /** Writes to one person whose time has come; gives 1, or 0 if there is none. */
    public Single<Integer> post() {
        return database.forGateway(
                tx -> reader(tx).flatMapSingle(reader -> told(tx, reader)).defaultIfEmpty(0));
    }

    private Maybe<Reader> reader(Tx tx) {
        return tx.first(
                TAKE,
                row -> new Reader(
                        new TenantId(row.getLong("tenant_id")),
                        new Person(row.getString("subject"), row.getString("name")),
                        new MailAddress(row.getString("email"))),
                settings.settle().toMillis(),
                settings.window().toMillis());
    }

    private Single<Integer> told(Tx tx, Reader reader) {
        return tx.list(
                        TELL,
                        Digests::item,
                        reader.tenant().value(),
                        reader.person().subject())
                .filter(items -> !items.isEmpty())
                .map(items -> writing.apply(new Digest(reader.person(), items)))
                .flatMapSingle(letter -> outbox.post(tx, reader.tenant(), reader.address(), letter)
                        .toSingleDefault(1))
                .defaultIfEmpty(0);
    }

    private static Digest.Item item(Row row) {
        OffsetDateTime figures = row.getOffsetDateTime("figures");
        return new Digest.Item(
                new ClientId(row.getLong("client_id")),
                row.getString("name"),
                AlertKind.valueOf(row.getString("kind")),
                row.getBoolean("held"),
                figures == null ? null : figures.toInstant());
    }
}
