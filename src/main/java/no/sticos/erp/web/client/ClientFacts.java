package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Rooms;

/** Asks the rooms for what a client's page shows. */
final class ClientFacts {
    private static final int RUNS_SHOWN = 5;
    private static final int YEARS_SHOWN = 3;
    private static final int CHANGES_SHOWN = 5;
    private static final int ACCOUNTS_SHOWN = 2;

    private final Rooms rooms;

    ClientFacts(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Everything behind a client's state; one after the other where it can be, so that a page holds few connections. */
    Single<ClientPages.Facts> of(TenantId firm, ClientView view) {
        var client = view.id();
        return years(firm, client).flatMap(years -> locked(firm, client)
                .flatMap(locked -> Single.zip(
                        rooms.books().figures(firm, client).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        rooms.consents().of(firm, client),
                        rooms.subscriptions().of(firm, client),
                        rooms.history().newest(firm, client, RUNS_SHOWN),
                        rooms.integrity().of(firm, client),
                        rooms.schedules().next(firm, client).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        (figures, consent, products, runs, stored, next) -> new ClientPages.Facts(
                                view,
                                figures.orElse(null),
                                consent.orElse(null),
                                products,
                                runs,
                                years,
                                locked,
                                stored,
                                next.orElse(null)))));
    }

    private Single<List<TrialBalance.Year>> years(TenantId firm, ClientId client) {
        return rooms.trialBalances()
                .years(firm, client)
                .map(TrialBalance.Overview::years)
                .map(years -> years.subList(0, Math.min(YEARS_SHOWN, years.size())))
                .defaultIfEmpty(List.of());
    }

    /** Mostly there are none, and then none are asked for. */
    private Single<ClientPages.Locked> locked(TenantId firm, ClientId client) {
        return rooms.lockedChanges()
                .since(firm, client, 0)
                .flatMap(counts -> counts.all() == 0
                        ? Single.just(new ClientPages.Locked(0, List.of()))
                        : rooms.lockedChanges()
                                .newest(firm, client, LockedChanges.Cursor.START, CHANGES_SHOWN, ACCOUNTS_SHOWN)
                                .map(newest -> new ClientPages.Locked(counts.all(), newest)));
    }

    /** The same, with how far the products have come by now. */
    Single<ClientPages.Facts> products(TenantId firm, ClientPages.Facts known) {
        return rooms.subscriptions().of(firm, known.view().id()).map(known::with);
    }
}
