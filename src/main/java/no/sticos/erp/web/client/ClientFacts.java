package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Rooms;

/** Asks the rooms for what a client's page shows. */
final class ClientFacts {
    private static final int RUNS_SHOWN = 5;

    private final Rooms rooms;

    ClientFacts(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Everything behind a client's state. */
    Single<ClientPages.Facts> of(TenantId firm, ClientView view) {
        var client = view.id();
        return Single.zip(
                rooms.books().figures(firm, client).map(Optional::of).defaultIfEmpty(Optional.empty()),
                rooms.consents().of(firm, client),
                rooms.subscriptions().of(firm, client),
                rooms.history().newest(firm, client, RUNS_SHOWN),
                (figures, consent, products, runs) ->
                        new ClientPages.Facts(view, figures.orElse(null), consent.orElse(null), products, runs));
    }

    /** The same, with how far the products have come by now. */
    Single<ClientPages.Facts> products(TenantId firm, ClientPages.Facts known) {
        return rooms.subscriptions()
                .of(firm, known.view().id())
                .map(products ->
                        new ClientPages.Facts(known.view(), known.figures(), known.consent(), products, known.runs()));
    }
}
