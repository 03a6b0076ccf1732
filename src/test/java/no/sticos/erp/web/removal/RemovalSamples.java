package no.sticos.erp.web.removal;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.ClientIdentity;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.sync.Removal.Kind;
import no.sticos.erp.sync.Removal.Revocation;
import no.sticos.erp.testing.Products;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** Questions and receipts about invented companies, for tests that look at pages. */
public final class RemovalSamples {
    private static final Instant ASKED = Instant.parse("2026-11-24T13:32:11Z");
    private static final Instant ENDED = Instant.parse("2026-11-24T13:42:07Z");
    private static final Map<String, Long> ROWS = Map.of(
            "vouchers",
            18_416L,
            "voucher_rows",
            61_902L,
            "documents",
            10_568L,
            "proof_checks",
            24L,
            "generations",
            42L);
    private static final Integration SYSTEM =
            new Integration(new IntegrationId(1), new TenantId(1), "visma-eaccounting", 124, 7);

    private final ConfirmPages questions;
    private final ReceiptPages receipts;
    private final Visits.Visit kari = visit(Set.of(Right.values()));

    /** With these texts. */
    public RemovalSamples(Messages messages) {
        this.questions = new ConfirmPages(messages, Duration.ofMinutes(10));
        this.receipts = new ReceiptPages(messages, Products.ALL);
    }

    /** The question that Slett opens. */
    public ConfirmPage client() {
        return questions.client(kari.viewer(), breheim(), ROWS);
    }

    /** All pages of removal, by the address of a test's own. */
    public Map<String, View> all() {
        var views = new LinkedHashMap<String, View>();
        views.put("/delete-client", client());
        views.put("/delete-accounts", questions.accounts(kari.viewer(), breheim(), ROWS));
        views.put("/delete-system", questions.system(kari.viewer(), SYSTEM, ROWS, 128, null));
        views.put("/delete-system-wrong", questions.system(kari.viewer(), SYSTEM, ROWS, 128, "<b>Visma eAcc"));
        views.put(
                "/delete-system-empty",
                questions.system(
                        kari.viewer(),
                        new Integration(SYSTEM.id(), SYSTEM.tenant(), SYSTEM.system(), 0, 0),
                        Map.of(),
                        0,
                        null));
        views.put("/receipt-waiting", receipts.page(kari, waiting()));
        views.put("/receipt-open", receipts.page(kari, running()));
        views.put("/receipt-done", receipts.page(kari, done()));
        views.put("/receipt-accounts", receipts.page(kari, accounts()));
        views.put("/receipt-undone", receipts.page(kari, undone()));
        views.put("/receipt-system", receipts.page(kari, system()));
        return views;
    }

    private static Removal waiting() {
        return removal(Kind.CLIENT, null, null, true, Map.of(), List.of(part(Revocation.PENDING, null, Map.of())));
    }

    private static Removal running() {
        return removal(
                Kind.CLIENT,
                null,
                null,
                false,
                ROWS,
                List.of(part(Revocation.PENDING, null, Map.of("rapport", ENDED))));
    }

    private static Removal done() {
        return removal(Kind.CLIENT, null, ENDED, false, ROWS, List.of(part(Revocation.DONE, ENDED, acks())));
    }

    private static Removal accounts() {
        return removal(Kind.FIGURES, null, ENDED, false, ROWS, List.of(part(Revocation.KEPT, ENDED, acks())));
    }

    private static Removal undone() {
        return removal(
                Kind.CLIENT, "Ola Vik", ENDED, false, Map.of(), List.of(part(Revocation.PENDING, null, Map.of())));
    }

    private static Removal system() {
        var parts = IntStream.range(0, 12)
                .mapToObj(n -> part(n % 5 == 4 ? Revocation.GIVEN_UP : Revocation.DONE, n < 11 ? ENDED : null, acks()))
                .toList();
        return removal(Kind.SYSTEM, null, null, false, ROWS, parts);
    }

    private static Removal removal(
            Kind kind,
            @Nullable String undoneBy,
            @Nullable Instant ended,
            boolean waits,
            Map<String, Long> rows,
            List<Removal.Part> parts) {
        boolean many = kind == Kind.SYSTEM;
        var totals = new Removal.Totals(
                many ? 131 : 1,
                many ? 96 : ended == null ? 0 : 1,
                many ? 128 : 1,
                new Removal.Consents(many ? 94 : 1, many ? 35 : 0, many ? 2 : 0),
                0,
                Map.of("avstemming", 96L, "rapport", 95L));
        return new Removal(
                318,
                kind,
                "visma-eaccounting",
                SYSTEM.id(),
                "Kari Lunde",
                ASKED,
                ASKED.plusSeconds(600),
                undoneBy,
                undoneBy == null ? null : ended,
                ended,
                waits,
                false,
                totals,
                rows,
                parts);
    }

    private static Removal.Part part(Revocation revoked, @Nullable Instant ended, Map<String, Instant> acks) {
        return new Removal.Part(
                new ClientId(2),
                "Breheim Bygg AS",
                "366131868",
                revoked,
                revoked == Revocation.DONE ? ENDED.minusSeconds(4) : null,
                ended == null ? null : 0L,
                ended,
                true,
                acks);
    }

    private static Map<String, Instant> acks() {
        return Map.of(
                "avstemming",
                ENDED.minusSeconds(2),
                "rapport",
                ENDED.minusSeconds(2),
                "likviditet",
                ENDED.minusSeconds(1));
    }

    private static Client breheim() {
        var identity = new ClientIdentity(ClientIdentity.Kind.ORGNR, new Orgnr("974760673"), null, null);
        return new Client(
                new ClientId(2), SYSTEM.tenant(), SYSTEM.id(), "company-2", "Breheim Bygg AS", identity, true);
    }

    private static Visits.Visit visit(Set<Right> rights) {
        var person = new Person("kari", "Kari Lunde");
        var session = new Session(
                Buffer.buffer("h"),
                SYSTEM.tenant(),
                "Fjell og Fjord Regnskap AS",
                person,
                rights,
                Secret.of("t0ken"),
                Duration.ofMinutes(30));
        return new Visits.Visit(session, Secret.of("cookie"));
    }
}
