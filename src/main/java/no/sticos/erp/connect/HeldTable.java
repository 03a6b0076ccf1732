package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.clients.ClientIdentity;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Owns the rows of {@code gateway.held_consents}; every span is reckoned by the database's clock. */
final class HeldTable {
    private static final Sql HOLD = Sql.of(HeldTable.class, "hold-consent");
    private static final Sql FIND = Sql.of(HeldTable.class, "find-held");
    private static final Sql LOCK = Sql.of(HeldTable.class, "lock-held");
    private static final Sql ACCEPT = Sql.of(HeldTable.class, "accept-held");
    private static final Sql DROP = Sql.of(HeldTable.class, "drop-held");
    private static final Sql TAKE_OVER = Sql.of(HeldTable.class, "take-held-over");
    private static final Sql REMOVE = Sql.of(HeldTable.class, "remove-held");

    /**
     * A consent that waits for a person's word.
     *
     * @param id what it is known by
     * @param queued whose turn it was
     * @param company the company that was chosen instead
     * @param tokens encrypted for this row
     * @param client who it became already; null while nobody
     */
    record Waiting(
            UUID id,
            Flow.Queued queued,
            ConnectedCompany company,
            GrantTable.@Nullable Sealed tokens,
            @Nullable ClientId client) {}

    /**
     * A consent whose time is over.
     *
     * @param tokens encrypted; null if the company was added
     */
    record Over(UUID id, TenantId tenant, @Nullable Buffer tokens) {}

    private HeldTable() {}

    static Completable hold(Tx tx, Person person, Waiting waiting, GrantTable.Sealed tokens, Duration life) {
        var company = waiting.company();
        var identity = company.identity();
        var orgnr = identity.orgnr();
        return tx.run(
                HOLD,
                waiting.id(),
                company.tenant().value(),
                company.integration().value(),
                waiting.queued().queue(),
                waiting.queued().entry(),
                person.subject(),
                company.companyId(),
                company.name(),
                identity.kind().name(),
                orgnr == null ? null : orgnr.digits(),
                identity.personalHash(),
                identity.text(),
                tokens.sealed(),
                tokens.life().toMillis(),
                tokens.scopes().toArray(String[]::new),
                life.toMillis());
    }

    /** What waits for the person in this queue. */
    static Maybe<ConnectQueue.Held> of(Tx tx, Person person, long queue) {
        return tx.first(
                FIND,
                row -> new ConnectQueue.Held(
                        row.getUUID("held_id"),
                        row.getString("name"),
                        ClientIdentity.read(row),
                        row.getLong("entry_id")),
                queue,
                person.subject());
    }

    /** The person's consent, and nobody else decides on it until the transaction ends. */
    static Maybe<Waiting> lock(Tx tx, Person person, UUID held) {
        return tx.first(LOCK, HeldTable::waiting, held, person.subject());
    }

    static Completable accept(Tx tx, UUID held, ClientId client) {
        return tx.run(ACCEPT, held, client.value());
    }

    /** What waits in this queue waits no more. */
    static Completable drop(Tx tx, Person person, long queue) {
        return tx.run(DROP, queue, person.subject());
    }

    /** Takes consents whose time is over and that no node tried for {@code pause}. */
    static Single<List<Over>> takeOver(Tx tx, int most, Duration pause) {
        return tx.list(
                TAKE_OVER,
                row -> new Over(
                        row.getUUID("held_id"), new TenantId(row.getLong("tenant_id")), row.getBuffer("tokens")),
                most,
                pause.toMillis());
    }

    static Single<Integer> remove(Tx tx, UUID held) {
        return tx.count(REMOVE, held);
    }

    private static Waiting waiting(Row row) {
        var client = row.getLong("client_id");
        var tokens = row.getBuffer("tokens");
        return new Waiting(
                row.getUUID("held_id"),
                new Flow.Queued(row.getLong("queue_id"), row.getLong("entry_id")),
                new ConnectedCompany(
                        new TenantId(row.getLong("tenant_id")),
                        new IntegrationId(row.getLong("integration_id")),
                        row.getString("company_id"),
                        row.getString("name"),
                        ClientIdentity.read(row)),
                tokens == null
                        ? null
                        : new GrantTable.Sealed(
                                tokens,
                                Duration.ofMillis(row.getLong("access_left")),
                                Set.of(row.getArrayOfStrings("scopes"))),
                client == null ? null : new ClientId(client));
    }
}
