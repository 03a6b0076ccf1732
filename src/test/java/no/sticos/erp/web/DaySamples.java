package no.sticos.erp.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine.Outcome;
import no.sticos.erp.clients.AuditLog;
import no.sticos.erp.clients.ClientIdentity;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.ConnectQueue.State;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.web.activity.ActivityPage;
import no.sticos.erp.web.activity.ActivityQuery;
import no.sticos.erp.web.connecting.ConnectPage;
import no.sticos.erp.web.connecting.PasteForm;
import no.sticos.erp.web.connecting.QueuePage;
import no.sticos.erp.web.logins.LoginsPage;
import no.sticos.erp.web.selection.Selection;
import no.sticos.erp.web.selection.SelectionAction;
import no.sticos.erp.web.selection.SelectionQuestion;
import no.sticos.erp.web.selection.SelectionResult;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.system.ListQuery;
import org.jspecify.annotations.Nullable;

/** An accountant's day: a queue, sign-ins that wait, many clients at once, and what was done, for tests that look at pages. */
final class DaySamples {
    private static final String OWN_FIRM = "Fjell og Fjord Regnskap AS";
    private static final ActivityQuery EVERYTHING = new ActivityQuery("", null, "", "01.11.2026", "24.11.2026", null);

    private static final UUID FORM = UUID.fromString("6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11");

    private final Messages messages;
    private final List<Crumb> trail;

    /** In the language of {@code messages}. */
    DaySamples(Messages messages) {
        this.messages = messages;
        trail = List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb("Visma eAccounting", "/integrations/1"));
    }

    /** All of them, by the path where a test shows each. */
    Map<String, View> all() {
        var all = new LinkedHashMap<String, View>();
        all.put("/connect-many", new ConnectPage(Samples.KARI, 1, "Visma eAccounting", pasted(), null));
        all.put("/queue", queue(null, false, null));
        all.put("/queue-wrong", queue(chosen(), false, null));
        all.put("/queue-added", queue(null, false, "Dyrøy Fisk AS"));
        all.put("/queue-paused", queue(null, true, null));
        all.put("/logins", logins(waiting(), lacking(), renewed()));
        all.put("/logins-none", logins(List.of(), List.of(), List.of()));
        all.put("/activity", activity(EVERYTHING, lines()));
        all.put(
                "/activity-none",
                activity(new ActivityQuery("bakst", null, "Ola Moen", "31.11.2026", "", null), List.of()));
        all.put("/selection", question());
        all.put("/selection-result", result());
        return all;
    }

    private SelectionQuestion question() {
        return new SelectionQuestion(
                Samples.KARI,
                trail,
                "/integrations/1/bulk/do",
                "/integrations/1",
                new SelectionQuestion.Words(
                        messages.counted("bulk.activate.title", 6),
                        "",
                        messages.counted("bulk.activate.text", 4),
                        messages.counted("bulk.activate.do", 4)),
                "Myrull Barnehage SA, Nordlys Kaffe AS, Rimfrost Bakeri AS og Tindved Eiendom AS",
                List.of(
                        new SelectionQuestion.Line("Lomvi Design", noId()),
                        new SelectionQuestion.Line("Kvitberg Eiendom AS", duplicate())),
                0,
                List.of(),
                List.of(),
                List.of(),
                new SelectionQuestion.Answer(
                        SelectionAction.ACTIVATE, new Selection(false, ListQuery.all(), List.of()), 6, FORM));
    }

    private SelectionResult result() {
        return new SelectionResult(
                Samples.KARI,
                trail,
                "/integrations/1",
                messages.counted("bulk.activate.done", 4, "6"),
                List.of(
                        done("Kvitberg Eiendom AS", false, duplicate()),
                        done("Lomvi Design", false, noId()),
                        done("Myrull Barnehage SA", true, queued("5")),
                        done("Nordlys Kaffe AS", true, queued("6")),
                        done("Rimfrost Bakeri AS", true, queued("7")),
                        done("Tindved Eiendom AS", true, queued("8"))));
    }

    private String noId() {
        return messages.text("bulk.result.noId");
    }

    private String duplicate() {
        return messages.text("bulk.result.duplicate", "Kvitberg Holding AS");
    }

    private String queued(String place) {
        return messages.text("bulk.result.activated", place);
    }

    private static SelectionResult.Line done(String name, boolean done, String text) {
        return new SelectionResult.Line(2, name, done, text, true);
    }

    private static PasteForm pasted() {
        return new PasteForm(
                """
                376 018 954 Brekke Maskin AS
                355 979 717 Dyrøy Fisk AS
                314 710 495 Elvesus Yoga AS""",
                3,
                List.of(),
                List.of());
    }

    private static QueuePage queue(ConnectQueue.@Nullable Held held, boolean paused, @Nullable String added) {
        var entries = new ArrayList<ConnectQueue.Entry>();
        IntStream.range(0, 35)
                .forEach(each -> entries.add(
                        entry(100 + each, "974760673", "Kunde " + (each + 1) + " AS", State.ADDED, at("12:40"), null)));
        entries.add(entry(1, "376018954", "Brekke Maskin AS", State.ADDED, at("13:26"), null));
        entries.add(entry(2, "355979717", "Dyrøy Fisk AS", State.ADDED, at("13:27"), null));
        entries.add(entry(3, "314710495", "Elvesus Yoga AS", State.LOOK, null, "cancelled"));
        entries.add(entry(4, "374650750", "Fagerheim Bil AS", State.WAITING, null, null));
        entries.add(entry(5, "329170349", "Granåsen Legekontor AS", State.WAITING, null, null));
        entries.add(entry(6, "323667128", "Heimdal Glass AS", State.WAITING, null, null));
        entries.add(entry(7, "376842681", "Isfjell Media AS", State.EXISTS, null, null));
        IntStream.range(0, 78)
                .forEach(each -> entries.add(entry(200 + each, "974760673", null, State.WAITING, null, null)));
        return new QueuePage(
                Samples.KARI,
                "Visma eAccounting",
                new ConnectQueue(
                        1,
                        new IntegrationId(1),
                        ConnectQueue.Kind.CONNECT,
                        true,
                        paused,
                        Duration.ofSeconds(26),
                        entries,
                        held),
                QueuePage.Show.ALL,
                false,
                added);
    }

    private static ConnectQueue.Held chosen() {
        var identity = new ClientIdentity(ClientIdentity.Kind.ORGNR, new Orgnr("974760673"), null, null);
        return new ConnectQueue.Held(FORM, OWN_FIRM, identity, 4);
    }

    private static ConnectQueue.Entry entry(
            long id,
            String orgnr,
            @Nullable String name,
            State state,
            @Nullable Instant settled,
            @Nullable String cause) {
        var client = state == State.ADDED || state == State.EXISTS ? new ClientId(id) : null;
        return new ConnectQueue.Entry(id, orgnr, name, client, state, settled, cause, List.of());
    }

    private static LoginsPage logins(
            List<Logins.Waiting> waiting, List<Logins.Lacking> lacking, List<Logins.Renewed> renewed) {
        var count = new Logins.Count(waiting.size(), waiting.isEmpty() ? 0 : 2);
        return new LoginsPage(Samples.KARI, count, false, true, waiting, lacking, renewed);
    }

    private static List<Logins.Waiting> waiting() {
        return List.of(
                new Logins.Waiting(
                        whose(15, "Rimfrost Bakeri AS", "322330790", "Ola Moen"),
                        "userLostAccess",
                        Instant.parse("2026-11-20T15:02:00Z"),
                        Instant.parse("2026-11-20T01:10:00Z")),
                new Logins.Waiting(
                        whose(5, "Fjellvåg Sjømat AS", "346281944", "Kari Lunde"),
                        "grantEnded",
                        Instant.parse("2026-11-22T07:40:00Z"),
                        Instant.parse("2026-11-22T01:11:00Z")),
                new Logins.Waiting(
                        whose(18, "Tindved Eiendom AS", "324402683", "Kari Lunde"),
                        "grantEnded",
                        at("01:12"),
                        Instant.parse("2026-11-23T01:13:00Z")));
    }

    private static List<Logins.Lacking> lacking() {
        return List.of(new Logins.Lacking(
                whose(7, "Havgapet Kafé AS", "382199359", "Kari Lunde"),
                Set.of("offline_access", "ea:api", "ea:sales_readonly", "ea:accounting_readonly")));
    }

    private static List<Logins.Renewed> renewed() {
        return List.of(
                new Logins.Renewed(new ClientId(19), "Utsikten Optikk AS", at("12:12"), "Ola Moen", at("12:14")));
    }

    private static Logins.Whose whose(long client, String name, String orgnr, String responsible) {
        return new Logins.Whose(new ClientId(client), new IntegrationId(1), name, orgnr, false, responsible);
    }

    private static ActivityPage activity(ActivityQuery query, List<AuditLog.Entry> lines) {
        return new ActivityPage(
                Samples.KARI, query, lines, List.of("Kari Lunde", "Ola Moen", "Per Aas", Person.GATEWAY.name()));
    }

    private static List<AuditLog.Entry> lines() {
        return List.of(
                line("13:29", "Kari Lunde", AuditAction.CLIENT_CONNECTED, "Fjordbakst AS", Outcome.DONE, null),
                line("13:27", "Kari Lunde", AuditAction.CLIENT_CONNECTED, null, Outcome.REFUSED, "cancelled"),
                line("13:05", "Kari Lunde", AuditAction.SYNC_REQUESTED, "Breheim Bygg AS", Outcome.DONE, null),
                line("12:12", "Ola Moen", AuditAction.GRANT_RENEWED, "Utsikten Optikk AS", Outcome.DONE, null),
                line(
                        "10:40",
                        "Ola Moen",
                        AuditAction.FIGURES_REMOVED,
                        "Sveltihel Handel AS",
                        Outcome.DONE,
                        "removal 317"),
                line("07:15", "Kari Lunde", AuditAction.SIGNED_IN, null, Outcome.DONE, null),
                line(
                        "01:12",
                        Person.GATEWAY.name(),
                        AuditAction.GRANT_ENDED,
                        "Tindved Eiendom AS",
                        Outcome.DONE,
                        "grantEnded"),
                line(
                        "01:10",
                        "Kari Lunde",
                        AuditAction.MANY_ACTIVATED,
                        null,
                        Outcome.DONE,
                        "12 6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11"),
                line("01:04", "Per Aas", AuditAction.INTEGRATION_REMOVED, null, Outcome.REFUSED, "notAllowed"),
                line(
                        "01:02",
                        Person.GATEWAY.name(),
                        AuditAction.SYNC_REQUESTED,
                        "Orrfugl Konsult AS",
                        Outcome.FAILED,
                        "notUnderstood"));
    }

    private static AuditLog.Entry line(
            String clock,
            String who,
            AuditAction action,
            @Nullable String client,
            Outcome outcome,
            @Nullable String detail) {
        var known = client == null ? null : new ClientId(2);
        var reference = outcome == Outcome.DONE ? null : "7F3K-22";
        return new AuditLog.Entry(1, at(clock), who, action, known, client, outcome, detail, reference);
    }

    private static Instant at(String clock) {
        return Instant.parse("2026-11-24T" + clock + ":00Z");
    }
}
