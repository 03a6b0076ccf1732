package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Visits;

/** Reads what every page of a client begins with. */
final class ClientFrames {
    private final Rooms rooms;
    private final ClientPages pages;

    ClientFrames(Rooms rooms, ClientPages pages) {
        this.rooms = rooms;
        this.pages = pages;
    }

    /** Fails with {@code NOT_FOUND} for another firm's client as for none. */
    Single<ClientFrame> of(Visits.Visit visit, ClientId client) {
        return rooms.overview().find(visit.session().tenant(), client).flatMap(view -> of(visit, view));
    }

    /** The same of a client that has been read. */
    Single<ClientFrame> of(Visits.Visit visit, ClientView view) {
        return rooms.lockedChanges()
                .since(visit.session().tenant(), view.id(), 0)
                .map(counts -> pages.frame(view, visit, counts.all()));
    }
}
