package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Which of a firm's clients wait for a person to sign in to the accounting system again, and who has done so. */
public final class Logins {
    /** More of each are not listed. */
    public static final int MOST = 500;

    private static final Sql PLAN = Sql.of(Logins.class, "plan-for-whole-firm");
    private static final Sql WAITING = Sql.of(Logins.class, "waiting-logins");
    private static final Sql COUNT = Sql.of(Logins.class, "count-logins");
    private static final Sql LACKING = Sql.of(Logins.class, "lacking-logins");
    private static final Sql RENEWED = Sql.of(Logins.class, "renewed-logins");

    private final Database database;

    /** Reads from this database. */
    public Logins(Database database) {
        this.database = database;
    }

    /**
     * Whose sign-in it is.
     *
     * @param client the client
     * @param integration its system
     * @param name its name
     * @param orgnr nine digits; null for a client without one
     * @param personal whether it is known by a personal number
     * @param responsible who answers for it
     */
    public record Whose(
            ClientId client,
            IntegrationId integration,
            String name,
            @Nullable String orgnr,
            boolean personal,
            String responsible) {}

    /**
     * A sign-in that the accounting system does not take any more.
     *
     * @param whose whose
     * @param cause a cause's key
     * @param since since when, as far as is known
     * @param figures from when the figures are that are shown; null without any
     */
    public record Waiting(Whose whose, String cause, Instant since, @Nullable Instant figures) {}

    /**
     * A sign-in that works, for less than was asked for.
     *
     * @param whose whose
     * @param scopes what it covers
     */
    public record Lacking(Whose whose, Set<String> scopes) {
        /** Keeps its own copy. */
        public Lacking {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * A sign-in that was renewed today.
     *
     * @param client whose
     * @param name its name
     * @param at when
     * @param by who did it
     * @param published when figures were last published; null if never
     */
    public record Renewed(ClientId client, String name, Instant at, String by, @Nullable Instant published) {}

    /**
     * How many wait.
     *
     * @param all of the firm
     * @param mine of those that the one who asks answers for
     */
    public record Count(long all, long mine) {}

    /** Those that wait, oldest first; {@code responsible}: only that person's, null: everybody's. */
    public Single<List<Waiting>> waiting(TenantId tenant, @Nullable Person responsible) {
        var subject = responsible == null ? null : responsible.subject();
        var name = responsible == null ? null : responsible.name();
        return database.forTenant(
                tenant, tx -> tx.run(PLAN).andThen(tx.list(WAITING, Logins::waiting, subject, name, MOST)));
    }

    /** How many wait, and how many of them for {@code person}. */
    public Single<Count> count(TenantId tenant, Person person) {
        return database.forTenant(tenant, tx -> tx.run(PLAN)
                .andThen(tx.first(
                        COUNT,
                        row -> new Count(row.getLong("everyone"), row.getLong("mine")),
                        person.subject(),
                        person.name()))
                .toSingle());
    }

    /** Those that work and cover less than {@code wanted}, by name. */
    public Single<List<Lacking>> lacking(TenantId tenant, Collection<String> wanted) {
        return database.forTenant(tenant, tx -> tx.list(LACKING, Logins::lacking, wanted.toArray(String[]::new), MOST));
    }

    /** Those that were renewed today, newest first. */
    public Single<List<Renewed>> renewedToday(TenantId tenant) {
        return database.forTenant(tenant, tx -> tx.list(RENEWED, Logins::renewed, MOST));
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                whose(row),
                row.getString("cause"),
                row.getOffsetDateTime("since").toInstant(),
                instant(row, "published_at"));
    }

    private static Lacking lacking(Row row) {
        return new Lacking(whose(row), Set.of(row.getArrayOfStrings("scopes")));
    }

    private static Renewed renewed(Row row) {
        return new Renewed(
                new ClientId(row.getLong("client_id")),
                row.getString("name"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor_name"),
                instant(row, "published_at"));
    }

    private static Whose whose(Row row) {
        return new Whose(
                new ClientId(row.getLong("client_id")),
                new IntegrationId(row.getLong("integration_id")),
                row.getString("name"),
                row.getString("orgnr"),
                row.getString("identity_kind").equals("PERSONAL"),
                row.getString("responsible"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
