package no.sticos.erp.web.shell;

import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.ConsentQueries;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.Rechecking;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.Removals;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.sync.Switching;

/**
 * The rooms that the pages show.
 *
 * @param tenants firms, met at sign-in
 * @param integrations firms' integrations
 * @param clients firms' clients
 * @param signIn the portal's sign-in
 * @param sessions who is signed in
 * @param connecting the way to Visma and back
 * @param rechecking who a client is, asked again
 * @param consents what the consents cover
 * @param overview clients' states
 * @param switching the buttons Aktiver, Deaktiver and Send data
 * @param removals the buttons that remove, and their receipts
 * @param history runs that have ended
 * @param books published figures
 * @param explanations what published figures are made of
 * @param subscriptions what the products have
 */
public record Rooms(
        Tenants tenants,
        Integrations integrations,
        Clients clients,
        PortalSignIn signIn,
        Sessions sessions,
        Connecting connecting,
        Rechecking rechecking,
        ConsentQueries consents,
        ClientOverview overview,
        Switching switching,
        Removals removals,
        RunHistory history,
        BooksQueries books,
        Explanations explanations,
        Subscriptions subscriptions) {}
