package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Owns the rows of {@code gateway.api_keys}; every span is reckoned by the database's clock. */
final class ApiKeyTable {
    private static final Sql LOCK = Sql.of(ApiKeyTable.class, "lock-api-keys");
    private static final Sql COUNT = Sql.of(ApiKeyTable.class, "count-api-keys");
    private static final Sql MAKE = Sql.of(ApiKeyTable.class, "make-api-key");
    private static final Sql LIST = Sql.of(ApiKeyTable.class, "list-api-keys");
    private static final Sql FIND = Sql.of(ApiKeyTable.class, "find-api-key");
    private static final Sql TOUCH = Sql.of(ApiKeyTable.class, "touch-api-key");
    private static final Sql REVOKE = Sql.of(ApiKeyTable.class, "revoke-api-key");
    private static final Sql REMOVE = Sql.of(ApiKeyTable.class, "remove-api-keys");
    private static final int HINT = 4;

    private ApiKeyTable() {}

    /**
     * A firm's keys.
     *
     * @param working those that work
     * @param lately those that were made within a span, whatever became of them
     */
    record Counts(long working, long lately) {}

    /**
     * A key as it stands in the table.
     *
     * @param isNew whether it was not there before
     */
    record Put(ApiKey key, boolean isNew) {}

    /** A key that works, and whether nobody has used it within the hour. */
    private record Found(ApiKey key, boolean useIsNews) {}

    /** Nobody else of the firm makes one until the transaction ends. */
    static Completable lock(Tx tx, TenantId tenant) {
        return tx.run(LOCK, tenant.value());
    }

    /** How many there are but for the one that is wanted, if it was wanted before. */
    static Single<Counts> count(Tx tx, TenantId tenant, ApiKeys.Wanted wanted, Duration span) {
        return tx.first(
                        COUNT,
                        row -> new Counts(row.getLong("working"), row.getLong("lately")),
                        tenant.value(),
                        span.toMillis(),
                        wanted.form(),
                        wanted.name(),
                        words(wanted))
                .toSingle();
    }

    /** Empty if the form was sent before, and its key is in use or over. */
    static Maybe<Put> make(Tx tx, TenantId tenant, ApiKeys.Wanted wanted, Secret secret, Person person) {
        var text = secret.reveal();
        return tx.first(
                MAKE,
                row -> new Put(read(row), row.getBoolean("is_new")),
                tenant.value(),
                wanted.form(),
                wanted.name(),
                words(wanted),
                RandomKey.hash(secret),
                text.substring(text.length() - HINT),
                person.subject(),
                person.name(),
                wanted.life().toMillis());
    }

    /** The firm's, or the one of them with this number. */
    static Single<List<ApiKey>> list(Tx tx, TenantId tenant, @Nullable Long id, int most) {
        return tx.list(LIST, ApiKeyTable::read, tenant.value(), id, most);
    }

    /** The one that is this, if it works. */
    static Maybe<ApiKey> use(Tx tx, Secret secret) {
        return tx.first(FIND, row -> new Found(read(row), row.getBoolean("use_is_news")), RandomKey.hash(secret))
                .flatMapSingle(
                        found -> (found.useIsNews() ? tx.run(TOUCH, found.key().id()) : Completable.complete())
                                .toSingleDefault(found.key()));
    }

    /** False if it was over already. */
    static Single<Boolean> revoke(Tx tx, long id, Person person) {
        return tx.count(REVOKE, id, person.name()).map(rows -> rows > 0);
    }

    /** Removes those that have been over for so long. */
    static Single<Integer> remove(Tx tx, Duration over, int most) {
        return tx.count(REMOVE, over.toMillis(), most);
    }

    private static String[] words(ApiKeys.Wanted wanted) {
        return wanted.scopes().stream().map(ApiScope::word).sorted().toArray(String[]::new);
    }

    private static ApiKey read(Row row) {
        return new ApiKey(
                row.getLong("api_key_id"),
                new TenantId(row.getLong("tenant_id")),
                row.getString("firm_name"),
                row.getString("name"),
                row.getString("hint"),
                Arrays.stream(row.getArrayOfStrings("scopes"))
                        .flatMap(word -> ApiScope.named(word).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("made_by_name"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                time(row, "used_at"),
                time(row, "revoked_at"),
                row.getString("revoked_by_name"),
                row.getBoolean("works"));
    }

    private static @Nullable Instant time(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
