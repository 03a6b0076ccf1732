package no.sticos.erp.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.web.alerts.AlertsPage;
import no.sticos.erp.web.connecting.GuestEndPage;
import no.sticos.erp.web.connecting.GuestPage;
import no.sticos.erp.web.connecting.InvitePage;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/** Links, where they end, and what mail is about, for tests that look at pages. */
final class InviteSamples {
    private static final String FIRM = "Fjell og Fjord Regnskap AS";
    private static final String NAME = "Fagerheim Bil AS";
    private static final Secret TOKEN = Secret.of("h8wQm0Xr2S5vJ9tB4yLc7NfKd1PgZaUeWi3OqRxTsMk");
    private static final Invitation.Wanted WANTED = new Invitation.Wanted(new IntegrationId(1), null, "974760673");
    private static final Invitation OPEN = new Invitation(
            7,
            new TenantId(1),
            FIRM,
            WANTED,
            NAME,
            "daglig.leder@fagerheim-bil.example",
            new Person("kari", "Kari Lunde"),
            Instant.parse("2026-12-01T13:29:00Z"));

    private InviteSamples() {}

    /** All of them in these words, by the path where a test shows each. */
    static Map<String, View> all(Messages messages) {
        var all = new LinkedHashMap<String, View>();
        all.put("/invite-form", page(messages, true, null, "", false, null));
        all.put("/invite-wrong", page(messages, true, null, "leder@fagerheim", true, null));
        all.put("/invite-sent", page(messages, true, OPEN, "", false, null));
        all.put("/invite-off", page(messages, false, OPEN, "", false, null));
        all.put(
                "/invite-made",
                page(messages, false, OPEN, "", false, "https://erp.sticos.example/invite/" + TOKEN.reveal()));
        all.put("/guest", new GuestPage(OPEN, TOKEN));
        all.put("/guest-done", new GuestEndPage(GuestEndPage.End.DONE, FIRM, NAME, null, null));
        all.put("/guest-over", GuestEndPage.OVER);
        all.put("/guest-cancelled", refused(new Reason("cancelled", List.of())));
        all.put("/guest-wrong", refused(new Reason("wrongCompany", List.of(NAME, "Fjell og Fjord Regnskap AS"))));
        all.put(
                "/alerts",
                new AlertsPage(Samples.KARI, "kari@fjellogfjord.example", Set.of(AlertKind.AGE), true, true));
        all.put("/alerts-nowhere", new AlertsPage(Samples.KARI, null, Set.of(), true, false));
        all.put("/alerts-off", new AlertsPage(Samples.KARI, null, Set.of(), false, false));
        return all;
    }

    private static GuestEndPage refused(Reason reason) {
        return new GuestEndPage(GuestEndPage.End.REFUSED, FIRM, NAME, reason, TOKEN);
    }

    private static InvitePage page(
            Messages messages,
            boolean sent,
            @Nullable Invitation open,
            String typed,
            boolean wrong,
            @Nullable String link) {
        var place = new InvitePage.Place(
                WANTED,
                NAME,
                NAME,
                "integrations",
                List.of(
                        new Crumb(messages.text("integrations.title"), "/integrations"),
                        new Crumb(messages.text("system.newClient"), "/queues/1")),
                "/queues/1/invite",
                "/queues/1",
                4L);
        return new InvitePage(Samples.KARI, place, sent, open, typed, wrong, link);
    }
}
