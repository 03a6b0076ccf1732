package no.sticos.erp.web;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.client.StoredBooks;

/** What a firm's clients can come into, written as runs, products and Visma would have left it. */
record Situations(Portal portal) {
    /** Orgnrs that hold, of nobody. */
    static final List<String> NUMBERS = IntStream.range(310_001_000, 310_100_000)
            .mapToObj(Integer::toString)
            .filter(digits -> Orgnr.read(digits).isPresent())
            .limit(100)
            .toList();

    static Company company(String name, String orgnr) {
        return new Company(name, name, orgnr, "NO", true);
    }

    /** So many clients that can be switched on, with the first of the numbers. */
    void many(Visitor visitor, int clients) {
        portal.run("INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, orgnr,"
                + " connected_by) SELECT " + visitor.session().tenant() + ", " + visitor.integration()
                + ", 'many-' || n.at, 'Klient ' || lpad(n.at::text, 3, '0'), 'ORGNR', n.orgnr, 'test'"
                + " FROM unnest('{" + String.join(",", NUMBERS.subList(0, clients))
                + "}'::text[]) WITH ORDINALITY n(orgnr, at)");
    }

    /** A client that is on, with the number at this place. */
    ClientId active(Visitor visitor, String name, int number) {
        var client = portal.connected(visitor, company(name, NUMBERS.get(number)));
        portal.run("UPDATE gateway.clients SET active = true, active_changed_at = now() WHERE client_id = " + client);
        return client;
    }

    /** One whose consent Visma has ended. */
    @CanIgnoreReturnValue
    ClientId dead(Visitor visitor, String name, int number) {
        var client = active(visitor, name, number);
        portal.run("UPDATE gateway.grants SET state = 'ENDED', cause = 'grantEnded', api_active = false, tokens = NULL,"
                + " ended_at = now() WHERE client_id = " + client);
        return client;
    }

    /** One that cannot be chosen until Visma knows its number. */
    @CanIgnoreReturnValue
    ClientId numberless(Visitor visitor, String company, String name) {
        return portal.connected(visitor, new Company(company, name, "", "NO", true));
    }

    /** Books that deviate in their newest generation and lack a voucher number. */
    void gap(ClientId client) {
        new StoredBooks(portal.database(), client).twoGenerations();
        portal.run("INSERT INTO gateway.number_series (client_id, gen, year_start, series, year_end, first_number,"
                + " last_number, numbers, vouchers, unreadable, gaps) VALUES (" + client
                + ", 2, '2026-01-01', 'A', '2026-12-31', 1001, 1190, 189, 189, 0, 1)");
        portal.run("INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)"
                + " VALUES (" + client + ", 2, 'C7', 'WARN', 'DEVIATES', 189, 190)");
        portal.run("INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, series, from_number,"
                + " to_number) VALUES (" + client + ", 2, 'C7', 1, '2026-01-01', 'A', 1044, 1044)");
    }

    /** Books of which so many vouchers have gone, which a person has to accept. */
    void held(ClientId client, int vouchers) {
        new StoredBooks(portal.database(), client).twoGenerations().heldBack(vouchers);
        ended(client, "HELD", "shrunk", Integer.toString(vouchers));
    }

    /** A run that came to this end. */
    void ended(ClientId client, String state, String cause, String... args) {
        portal.run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, started_at,"
                + " ended_at, cause, cause_args, reference) SELECT client_id, tenant_id, 'ALL', 'SCHEDULE', 'Tidsplan', '"
                + state + "', now(), now(), '" + cause + "', '{" + String.join(",", args)
                + "}', '7F3K-22' FROM gateway.clients WHERE client_id = " + client);
    }

    /** A key of the firm's. */
    void key(Visitor visitor) {
        portal.post(
                visitor,
                "/api-keys",
                "form",
                UUID.randomUUID().toString(),
                "name",
                "Rapport",
                "clients_read",
                "yes",
                "days",
                "30");
    }

    /** A product that takes nothing any more. */
    void parked(ClientId client) {
        portal.run("INSERT INTO gateway.subscriptions (client_id, tenant_id, product, newest_seq, parked_at, failures)"
                + " SELECT client_id, tenant_id, 'rapport', 1, now(), 60 FROM gateway.clients WHERE client_id = "
                + client);
    }
}
