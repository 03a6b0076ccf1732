package no.sticos.erp.web.shell;

import java.util.List;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.People;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.ConnectQueues;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.Invitations;
import no.sticos.erp.connect.Inviting;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriptions;
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
import no.sticos.erp.sync.Removals;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.Switching;
import no.sticos.erp.sync.schedules.Bulks;
import no.sticos.erp.sync.schedules.Schedules;

/**
 * The rooms that the pages show.
 *
 * @param tenants firms, met at sign-in
 * @param people firms' people, and who of them answers for a client
 * @param integrations firms' integrations
 * @param auditLog who did what
 * @param clients firms' clients
 * @param signIn the portal's sign-in
 * @param sessions who is signed in
 * @param apiKeys keys of the firms' own programs
 * @param connecting the way to Visma and back
 * @param queues many clients brought in one after the other
 * @param invitations links for somebody outside the firm
 * @param inviting the way to Visma and back for who has one
 * @param rechecking who a client is, asked again
 * @param consents what the consents cover
 * @param overview clients' states
 * @param logins sign-ins that wait for a person
 * @param switching the buttons Aktiver, Deaktiver and Send data
 * @param many the buttons for many clients at once
 * @param schedules when clients are fetched without a button
 * @param bulks «Synkroniser alle»
 * @param removals the buttons that remove, and their receipts
 * @param history runs that have ended
 * @param books published figures
 * @param explanations what published figures are made of
 * @param trialBalances the published books, account by account
 * @param monthlyResults what their months brought and cost
 * @param lockedChanges what was changed in locked periods
 * @param voucherNumbers which voucher numbers are missing
 * @param gapNotes what people say of those
 * @param vanished vouchers that are gone in books held back
 * @param held the button that accepts those
 * @param integrity what the nights found out about stored books
 * @param subscriptions what the products have
 * @param products who subscribes, in the order of the configuration
 */
public record Rooms(
        Tenants tenants,
        People people,
        Integrations integrations,
        AuditLog auditLog,
        Clients clients,
        PortalSignIn signIn,
        Sessions sessions,
        ApiKeys apiKeys,
        Connecting connecting,
        ConnectQueues queues,
        Invitations invitations,
        Inviting inviting,
        Rechecking rechecking,
        ConsentQueries consents,
        ClientOverview overview,
        Logins logins,
        Switching switching,
        ManyClients many,
        Schedules schedules,
        Bulks bulks,
        Removals removals,
        RunHistory history,
        BooksQueries books,
        Explanations explanations,
        TrialBalances trialBalances,
        MonthlyResults monthlyResults,
        LockedChanges lockedChanges,
        VoucherNumbers voucherNumbers,
        GapNotes gapNotes,
        VanishedVouchers vanished,
        HeldRuns held,
        Integrity integrity,
        Subscriptions subscriptions,
        List<Product> products) {
    /** Takes a copy. */
    public Rooms {
        products = List.copyOf(products);
    }
}
