package no.sticos.erp.web.system;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.sync.ClientQuery;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.status.ClientRow;
import no.sticos.erp.web.status.ClientRows;

/** Reads the client list as a person looks at it. */
final class ClientTables {
    private static final int ROWS_A_READ = 1_000;
    private static final int MOST_READS = 100;

    private final Rooms rooms;
    private final ClientRows rows;

    ClientTables(Rooms rooms, ClientRows rows) {
        this.rooms = rooms;
        this.rows = rows;
    }

    /**
     * Who looks at what.
     *
     * @param session for whom
     * @param integration the system
     * @param query the part of its clients
     * @param added the client that was just added; 0 = none
     */
    record Question(Session session, IntegrationId integration, ListQuery query, long added) {}

    /** One page of the list. Fails with {@code NOT_FOUND} for another firm's system as for none. */
    Single<ClientTable> read(Question question) {
        var tenant = question.session().tenant();
        return rooms.integrations()
                .find(tenant, question.integration())
                .flatMap(found -> Single.zip(
                        rooms.overview().list(tenant, question.integration(), page(question.query())),
                        FirmFeed.counts(rooms.overview(), tenant),
                        (listing, counts) -> new ClientTable(
                                question.integration().value(),
                                question.query(),
                                Cards.counts(question.integration(), counts.states(), counts.doneAt()),
                                listing.clients().stream()
                                        .map(client -> rows.row(
                                                client,
                                                question.session().rights(),
                                                client.id().value() == question.added()))
                                        .toList(),
                                listing.hits())));
    }

    /** All rows that the query finds, at most 100 000. */
    Flowable<ClientRow> all(Question question) {
        var tenant = question.session().tenant();
        return rooms.integrations()
                .find(tenant, question.integration())
                .flatMapPublisher(found -> Flowable.range(0, MOST_READS))
                .concatMapSingle(
                        read -> rooms.overview()
                                .list(
                                        tenant,
                                        question.integration(),
                                        question.query().asked(ROWS_A_READ, read * ROWS_A_READ)),
                        1)
                .map(listing -> listing.clients())
                .takeUntil(clients -> clients.size() < ROWS_A_READ)
                .concatMapIterable(clients -> clients)
                .map(client -> rows.row(client, question.session().rights(), false));
    }

    private static ClientQuery page(ListQuery query) {
        return query.asked(ClientTable.ROWS, (query.page() - 1) * ClientTable.ROWS);
    }
}
