package no.sticos.erp;

import io.reactivex.rxjava3.core.Flowable;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.clients.People;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.ConnectQueues;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.MonthlyResults;
import no.sticos.erp.ledger.TrialBalances;
import no.sticos.erp.ledger.VanishedVouchers;
import no.sticos.erp.ledger.VoucherNumbers;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.GapNotes;
import no.sticos.erp.sync.HeldRuns;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.sync.ManyClients;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.Switching;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.sync.schedules.RequestCosts;
import no.sticos.erp.sync.schedules.Schedules;
import no.sticos.erp.web.PortalRoutes;
import no.sticos.erp.web.WebServer;
import no.sticos.erp.web.shell.Rooms;

/** The portal: what its pages show and change, and what tells the open ones. */
final class WebRoom {
    final Rooms rooms;
    private final Ground ground;

    WebRoom(Ground ground, PortalSignIn signIn, ConnectRoom connect, SyncRoom sync, EventsRoom events) {
        var database = ground.database();
        var settings = ground.settings();
        var switching = new Switching(database, connect.clients, sync.runs);
        this.ground = ground;
        this.rooms = new Rooms(
                new Tenants(database),
                new People(database),
                connect.integrations,
                new AuditLog(database),
                connect.clients,
                signIn,
                connect.sessions,
                connect.apiKeys,
                connect.connecting(),
                new ConnectQueues(database),
                connect.invitations,
                connect.inviting(),
                connect.rechecking(),
                new ConsentQueries(database),
                new ClientOverview(database),
                new Logins(database),
                switching,
                new ManyClients(database, connect.clients, switching, sync.removals),
                new Schedules(database, settings.schedule().usual()),
                new Bulks(database, new RequestCosts.Budget(settings.quota().limit())),
                sync.removals,
                new RunHistory(database),
                new BooksQueries(database),
                new Explanations(database),
                new TrialBalances(database),
                new MonthlyResults(database),
                new LockedChanges(database),
                new VoucherNumbers(database),
                new GapNotes(database, connect.clients),
                new VanishedVouchers(database),
                new HeldRuns(database, connect.clients, sync.generations, sync.runs),
                new Integrity(database),
                events.subscriptions,
                events.products());
    }

    WebServer server() {
        var settings = ground.settings().web();
        return new WebServer(new PortalRoutes(rooms, ground.messages(), hints(), settings), settings);
    }

    /** What open pages are told by: a run was asked for, or something was published. One connection each a node. */
    private Flowable<String> hints() {
        return ground.notices("runs").mergeWith(ground.notices("events")).share();
    }
}
