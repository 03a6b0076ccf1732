package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.ConnectQueue.Entry;
import no.sticos.erp.connect.ConnectQueue.Held;
import no.sticos.erp.connect.ConnectQueue.Kind;
import no.sticos.erp.connect.ConnectQueue.State;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Owns the rows of {@code gateway.connect_queues} and {@code gateway.connect_entries}. */
final class QueueTable {
    private static final Sql MAKE = Sql.of(QueueTable.class, "make-queue");
    private static final Sql FIND = Sql.of(QueueTable.class, "find-queue");
    private static final Sql SHOW = Sql.of(QueueTable.class, "show-entries");
    private static final Sql CLEAR = Sql.of(QueueTable.class, "clear-queue");
    private static final Sql PUT = Sql.of(QueueTable.class, "put-entries");
    private static final Sql LEAVE = Sql.of(QueueTable.class, "leave-from-queue");
    private static final Sql LOOK = Sql.of(QueueTable.class, "look-at-entry");
    private static final Sql PAUSE = Sql.of(QueueTable.class, "pause-queue");
    private static final Sql ANSWERS = Sql.of(QueueTable.class, "answers-queue");
    private static final Sql SETTLE = Sql.of(QueueTable.class, "settle-entry");
    private static final Sql ADDED = Sql.of(QueueTable.class, "find-added");

    /**
     * What a queue says of a company.
     *
     * @param kind the queue's
     * @param stands whether the company stands in it
     * @param wanted whose turn it was: a name, or else a number; null if nobody's
     */
    record Answer(Kind kind, boolean stands, @Nullable String wanted) {}

    private QueueTable() {}

    /** Makes the person's queue unless it is there; gives its number. */
    static Single<Long> make(Tx tx, TenantId tenant, Person person, IntegrationId integration, Kind kind) {
        return tx.first(
                        MAKE,
                        row -> row.getLong("queue_id"),
                        tenant.value(),
                        integration.value(),
                        kind.name(),
                        person.subject())
                .toSingle();
    }

    static Maybe<ConnectQueue> find(Tx tx, Person person, long queue) {
        return whole(tx, person, tx.first(FIND, row -> row, queue, null, null, person.subject()));
    }

    static Maybe<ConnectQueue> of(Tx tx, Person person, IntegrationId integration, Kind kind) {
        return whole(tx, person, tx.first(FIND, row -> row, null, integration.value(), kind.name(), person.subject()));
    }

    /** Those who wait are these and no others; a queue that is over begins anew. */
    static Completable fill(
            Tx tx, TenantId tenant, ConnectQueue queue, List<ConnectQueues.Wanted> wanted, List<ClientId> clients) {
        boolean over = queue.count(State.WAITING) + queue.count(State.LOOK) == 0;
        var numbers = Stream.concat(
                        wanted.stream().map(each -> each.orgnr().digits()),
                        clients.stream().map(id -> null))
                .toArray(String[]::new);
        var names = Stream.concat(
                        wanted.stream().map(ConnectQueues.Wanted::name),
                        clients.stream().map(id -> null))
                .toArray(String[]::new);
        var ids = Stream.concat(
                        wanted.stream().map(each -> null), clients.stream().map(ClientId::value))
                .toArray(Long[]::new);
        return tx.run(CLEAR, queue.id(), over, over ? new String[0] : numbers, over ? new Long[0] : ids)
                .andThen(tx.run(PUT, queue.id(), tenant.value(), numbers, names, ids));
    }

    static Single<Integer> pause(Tx tx, Person person, long queue) {
        return tx.count(PAUSE, queue, person.subject());
    }

    static Maybe<IntegrationId> leave(Tx tx, Person person, Flow.Queued queued, boolean activate) {
        return HeldTable.drop(tx, person, queued.queue())
                .andThen(tx.first(
                        LEAVE,
                        row -> new IntegrationId(row.getLong("integration_id")),
                        queued.queue(),
                        queued.entry(),
                        person.subject(),
                        activate));
    }

    static Single<Integer> look(Tx tx, Person person, Flow.Queued queued, String cause, List<String> args) {
        return tx.count(LOOK, queued.queue(), queued.entry(), person.subject(), cause, args.toArray(String[]::new));
    }

    /** Empty if there is no such queue any more. */
    static Maybe<Answer> answer(Tx tx, Flow.Queued queued, ConnectedCompany company) {
        return tx.first(
                ANSWERS,
                row -> new Answer(
                        Kind.valueOf(row.getString("kind")), row.getBoolean("stands"), row.getString("wanted")),
                queued.queue(),
                digits(company.identity().orgnr()),
                company.companyId(),
                queued.entry());
    }

    /** The client is there: whoever stood in the queue for it is done. */
    static Completable settle(Tx tx, Flow.Queued queued, Client client) {
        return tx.run(
                SETTLE,
                queued.queue(),
                client.id().value(),
                digits(client.identity().orgnr()));
    }

    static Single<Map<String, String>> added(Tx tx, IntegrationId integration, Collection<Orgnr> numbers) {
        var digits = numbers.stream().map(Orgnr::digits).toArray(String[]::new);
        return tx.list(
                        ADDED,
                        row -> Map.entry(row.getString("orgnr"), row.getString("name")),
                        integration.value(),
                        digits)
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Maybe<ConnectQueue> whole(Tx tx, Person person, Maybe<Row> head) {
        return head.flatMapSingle(row -> {
            long id = row.getLong("queue_id");
            return tx.list(SHOW, QueueTable::entry, id).flatMap(entries -> HeldTable.of(tx, person, id)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .map(held -> queue(row, entries, held.orElse(null))));
        });
    }

    private static ConnectQueue queue(Row row, List<Entry> entries, @Nullable Held held) {
        var pace = row.getLong("pace");
        return new ConnectQueue(
                row.getLong("queue_id"),
                new IntegrationId(row.getLong("integration_id")),
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("activate"),
                row.getBoolean("paused"),
                pace == null ? null : Duration.ofMillis(pace),
                entries,
                held);
    }

    private static Entry entry(Row row) {
        var client = row.getLong("client_id");
        OffsetDateTime settled = row.getOffsetDateTime("settled_at");
        String[] args = row.getArrayOfStrings("cause_args");
        return new Entry(
                row.getLong("entry_id"),
                row.getString("orgnr"),
                row.getString("name"),
                client == null ? null : new ClientId(client),
                State.valueOf(row.getString("state")),
                settled == null ? null : settled.toInstant(),
                row.getString("cause"),
                args == null ? List.of() : List.of(args));
    }

    private static @Nullable String digits(@Nullable Orgnr orgnr) {
        return orgnr == null ? null : orgnr.digits();
    }
}
