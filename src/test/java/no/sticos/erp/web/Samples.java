package no.sticos.erp.web;

import static no.sticos.erp.web.client.ClientPage.Delivery.Halt.NONE;
import static no.sticos.erp.web.client.ClientPage.Delivery.Halt.PARKED;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.client.ClientFrame;
import no.sticos.erp.web.client.ClientPage;
import no.sticos.erp.web.client.ProofPanel;
import no.sticos.erp.web.integrations.IntegrationCard;
import no.sticos.erp.web.integrations.IntegrationsPage;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.Viewer;
import no.sticos.erp.web.status.ClientActions;
import no.sticos.erp.web.status.ClientActions.Action;
import no.sticos.erp.web.status.ClientHead;
import no.sticos.erp.web.status.ClientHead.Identity;
import no.sticos.erp.web.status.ClientRow;
import no.sticos.erp.web.status.Look;
import no.sticos.erp.web.status.PartProgress;
import no.sticos.erp.web.status.PartProgress.Part;
import no.sticos.erp.web.status.StatusCell;
import no.sticos.erp.web.status.StatusWords;
import no.sticos.erp.web.status.Step;
import no.sticos.erp.web.system.Chip;
import no.sticos.erp.web.system.ClientCounts;
import no.sticos.erp.web.system.ClientTable;
import no.sticos.erp.web.system.ListQuery;
import no.sticos.erp.web.system.SystemPage;
import org.jspecify.annotations.Nullable;

/** Invented companies in every state, for tests that look at pages. */
public final class Samples {
    private static final ClientPage.Stored UNCHECKED = new ClientPage.Stored(null, null, 0, 0, 0);
    static final Instant NOW = Instant.parse("2026-11-24T13:29:00Z");
    private static final LocalDate YEAR = LocalDate.of(2025, 1, 1);
    static final Viewer KARI = new Viewer("Kari Lunde", "Fjell og Fjord Regnskap AS", "t0ken");

    private final Messages messages;
    private final StatusWords words;

    Samples(Messages messages) {
        this.messages = messages;
        words = new StatusWords(messages);
    }

    static ClientCounts counts() {
        return new ClientCounts(
                124,
                7,
                Map.of(
                        Chip.LOGIN,
                        3L,
                        Chip.FAILED,
                        1L,
                        Chip.DEVIATION,
                        2L,
                        Chip.PARTIAL,
                        1L,
                        Chip.RUNNING,
                        9L,
                        Chip.OK,
                        105L,
                        Chip.UNKNOWN,
                        3L,
                        Chip.OFF,
                        7L),
                3,
                6,
                at("13:41"));
    }

    IntegrationsPage integrations() {
        return new IntegrationsPage(KARI, List.of(new IntegrationCard(1, "Visma eAccounting", NOW, counts())));
    }

    SystemPage system() {
        return system(rows(), ListQuery.all(), 131, null);
    }

    SystemPage added() {
        var fresh = new ClientRow(
                head(20, "Fjordbakst AS", Identity.orgnr("309139097"), true, false),
                words.added(),
                off(Action.ready()),
                new ClientRow.Added(NOW, "Kari Lunde"));
        var rows = List.of(rows().get(2), fresh, rows().get(4), rows().get(5));
        var notice = new SystemPage.Notice(
                "success",
                messages.text("connect.added.title", "Fjordbakst AS"),
                messages.text("connect.added.text", "309\u00a0139\u00a0097"),
                20L,
                true);
        return system(rows, ListQuery.all(), 131, notice);
    }

    /** Back from Visma with a company whose number another active client has. */
    SystemPage blocked() {
        var duplicate = words.duplicate(12, "Kvitberg Holding AS");
        var notice = new SystemPage.Notice(
                "warning",
                messages.text("connect.added.title", "Kvitberg Eiendom AS"),
                duplicate.sentence(),
                null,
                true);
        return system(List.of(rows().get(10), rows().get(11)), ListQuery.all(), 131, notice);
    }

    SystemPage empty() {
        var table = new ClientTable(1, ListQuery.all(), ClientCounts.none(), List.of(), 0);
        return new SystemPage(KARI, "Visma eAccounting", table, null, Action.ready());
    }

    SystemPage noHits() {
        var query = new ListQuery("<b>bakst", Chip.DEVIATION, ListQuery.Sort.ORGNR, true, 1);
        return system(List.of(), query, 0, null);
    }

    SystemPage system(List<ClientRow> rows, ListQuery query, long hits, SystemPage.@Nullable Notice notice) {
        var table = new ClientTable(1, query, counts(), rows, hits);
        return new SystemPage(KARI, "Visma eAccounting", table, notice, Action.ready());
    }

    List<ClientRow> rows() {
        var ended = Reason.of(Cause.GRANT_ENDED);
        var scope = Reason.of(Cause.SCOPE_MISSING, "Leverandørfakturaer", "Innkjøp");
        return List.of(
                row(1, "Andøy Elektro AS", "352601810", words.running(progress()), busy()),
                row(2, "Breheim Bygg AS", "366131868", deviation(), on()),
                row(3, "Dalvik Transport AS", "359083017", words.waiting(at("13:32"), 31), busy()),
                row(4, "Eikelund Tannlegesenter AS", "396030829", words.ok(at("01:12")), on()),
                new ClientRow(
                        head(5, "Fjellvåg Sjømat AS", Identity.orgnr("346281944"), false, true),
                        words.needsLogin(5, ended, Instant.parse("2026-11-22T01:11:00Z")),
                        new ClientActions(Action.ready(), Action.refused("noLogin"), Action.ready(), Action.ready()),
                        null),
                new ClientRow(
                        head(6, "Gimle Frisør", Identity.personal(), true, true), words.ok(at("01:13")), on(), null),
                row(7, "Havgapet Kafé AS", "382199359", words.partial(7, scope, at("01:20")), on()),
                row(8, "Hovden Hytteservice AS", "318190933", failed(), on()),
                row(9, "Innlandet Rør AS", "378657970", words.queued(4, Duration.ofSeconds(17)), busy()),
                row(10, "Jomfruland <script>alert(1)</script> & Co", "974760673", words.held(10, 61_902, NOW), on()),
                inactive(
                        11,
                        "Kvitberg Eiendom AS",
                        Identity.orgnr("354323192"),
                        words.duplicate(12, "Kvitberg Holding AS"),
                        "blocked"),
                row(12, "Kvitberg Holding AS", "354323192", words.ok(at("01:14")), on()),
                inactive(13, "Lomvi Design", Identity.missing(), words.blocked(13, Reason.of(Cause.NO_ID)), "blocked"),
                inactive(14, "Myrull Barnehage SA", Identity.orgnr("348757490"), words.never(), null),
                inactive(
                        15,
                        "Nordlys Kaffe AS",
                        Identity.orgnr("311862529"),
                        words.inactive("Kari Lunde", NOW, NOW),
                        null),
                row(
                        16,
                        "Orrfugl Konsult AS",
                        "311862529",
                        words.unknown(new Reason("noBalance", List.of("2024")), NOW),
                        on()),
                inactive(
                        17,
                        "Rimfrost Bakeri AS",
                        Identity.orgnr("974760673"),
                        words.deleting(at("13:39"), Link.post(messages.text("common.undo"), "/deletions/318/undo")),
                        "deleting"));
    }

    ClientPage client() {
        return client(proof(ClientState.DEVIATION), deviation());
    }

    ClientPage unproved() {
        var page = client(proof(ClientState.UNKNOWN), words.unknown(new Reason("noBalance", List.of("2024")), NOW));
        return new ClientPage(
                page.frame(),
                page.status(),
                null,
                page.tiles(),
                page.proof(),
                page.deliveries(),
                page.consent(),
                page.runs(),
                page.years(),
                page.locked(),
                page.stored());
    }

    ClientPage fresh() {
        return new ClientPage(
                frame(head(14, "Myrull Barnehage SA", Identity.orgnr("348757490"), true, false), off(Action.ready())),
                words.never(),
                new ClientPage.NextStep(
                        "info",
                        "circle",
                        messages.text("row.activate"),
                        messages.text("state.never.note"),
                        Objects.requireNonNull(Step.ACTIVATE.link(messages, 14))),
                new ClientPage.Tiles(null, 0, null, null, 0, 0, ""),
                null,
                List.of(new ClientPage.Delivery("Avstemming", "avstemming", 0, null, 0, "", null, null, NONE, false)),
                null,
                List.of(),
                List.of(),
                List.of(),
                UNCHECKED);
    }

    /** Held back until a person has looked. */
    ClientPage held() {
        var status = words.held(2, 1204, NOW);
        var link = Objects.requireNonNull(status.link());
        var page = client();
        return new ClientPage(
                page.frame(),
                status,
                new ClientPage.NextStep("warning", "hand", link.text(), status.note(), link),
                page.tiles(),
                page.proof(),
                page.deliveries(),
                page.consent(),
                page.runs(),
                page.years(),
                page.locked(),
                page.stored());
    }

    /** Switched on, its figures removed. */
    ClientPage emptied() {
        return leaving(words.emptied(14), "info");
    }

    ClientPage deleting() {
        return leaving(
                words.deleting(at("13:39"), Link.post(messages.text("common.undo"), "/deletions/318/undo")), "warning");
    }

    ClientPage removing() {
        return leaving(words.removing(Link.to(messages.text("deleting.receipt"), "/deletions/318")), "");
    }

    private static ClientActions leaving() {
        var refused = Action.refused("deleting");
        return new ClientActions(refused, refused, refused, refused);
    }

    private static ClientPage leaving(StatusCell status, String color) {
        var link = Objects.requireNonNull(status.link());
        var next = new ClientPage.NextStep(color, Look.of(status.state()).icon(), link.text(), status.note(), link);
        return new ClientPage(
                frame(
                        head(14, "Myrull Barnehage SA", Identity.orgnr("348757490"), true, true),
                        color.equals("info") ? off(Action.ready()) : leaving()),
                status,
                color.isEmpty() ? null : next,
                new ClientPage.Tiles(null, 0, null, null, 0, 0, ""),
                null,
                List.of(new ClientPage.Delivery("Avstemming", "avstemming", 0, null, 0, "", null, null, NONE, false)),
                null,
                List.of(),
                List.of(),
                List.of(),
                UNCHECKED);
    }

    private ClientPage client(ProofPanel proof, StatusCell status) {
        return new ClientPage(
                frame(head(2, "Breheim Bygg AS", Identity.orgnr("366131868"), true, true), on()),
                status,
                new ClientPage.NextStep(
                        "warning",
                        "triangle",
                        Objects.requireNonNull(Step.REREAD.link(messages, 2)).text(),
                        messages.text("proof.pair"),
                        Objects.requireNonNull(Step.REREAD.link(messages, 2))),
                new ClientPage.Tiles(
                        at("13:07"),
                        42,
                        Instant.parse("2026-11-25T01:10:00Z"),
                        at("01:11"),
                        18_416,
                        61_902,
                        "2024–2026"),
                proof,
                List.of(
                        new ClientPage.Delivery(
                                "Avstemming", "avstemming", 42, at("13:08"), 0, "", null, null, NONE, false),
                        new ClientPage.Delivery(
                                "Rapport", "rapport", 40, at("11:08"), 2, "2\u00a0t", at("13:41"), 422, PARKED, true),
                        new ClientPage.Delivery(
                                "Likviditet",
                                "likviditet",
                                41,
                                at("01:12"),
                                1,
                                "22\u00a0min",
                                at("13:31"),
                                null,
                                NONE,
                                true)),
                new ClientPage.Consent(
                        true,
                        "Breheim Bygg AS",
                        "Kari Lunde",
                        Instant.parse("2026-02-03T09:14:00Z"),
                        at("12:58"),
                        "31.10.2026",
                        scopes()),
                List.of(
                        run(
                                "2026-11-24T13:05:00Z",
                                "Kari Lunde",
                                "1\u00a0min\u00a052\u00a0s",
                                14L,
                                3L,
                                0L,
                                ClientState.DEVIATION,
                                42L),
                        run("2026-11-24T01:10:00Z", null, "38\u00a0s", 0L, 0L, 0L, ClientState.OK, 41L),
                        run("2026-11-23T01:10:00Z", null, "41\u00a0s", 126L, 4L, 1L, ClientState.OK, 40L),
                        run(
                                "2026-11-22T01:10:00Z",
                                null,
                                "5\u00a0min\u00a03\u00a0s",
                                null,
                                null,
                                null,
                                ClientState.FAILED,
                                null),
                        run(
                                "2026-11-21T01:10:00Z",
                                null,
                                "2\u00a0min\u00a020\u00a0s",
                                1204L,
                                18L,
                                0L,
                                ClientState.OK,
                                39L)),
                ClientSamples.years(),
                ClientSamples.changes(),
                new ClientPage.Stored(messages.text("cause.rowsAltered", "K7Q2-9FHD"), at("01:40"), 81_204, 600, 1));
    }

    private ProofPanel proof(ClientState verdict) {
        var deviations = verdict == ClientState.DEVIATION
                ? List.of(
                        new ProofPanel.Deviation(
                                "2400", "Leverandørgjeld", YEAR, new BigDecimal("-141630"), new BigDecimal("-142880")),
                        new ProofPanel.Deviation(
                                "6300", "Leie lokale", YEAR, new BigDecimal("96000"), new BigDecimal("97250")))
                : List.<ProofPanel.Deviation>of();
        return new ProofPanel(
                verdict,
                42,
                at("13:07"),
                410,
                412,
                deviations,
                List.of(
                        check("balance", verdict, messages.text("proof.value.of", "410", "412")),
                        check("voucher", ClientState.OK, messages.text("proof.value.of", "18\u00a0416", "18\u00a0416")),
                        check("rows", ClientState.OK, messages.text("proof.value.of", "18\u00a0416", "18\u00a0416")),
                        check("zero", ClientState.OK, "0,00"),
                        check("opening", ClientState.PARTIAL, messages.text("proof.value.of", "207", "208")),
                        check("gaps", ClientState.PARTIAL, messages.counted("proof.value.gap", 1, "A 1044")),
                        check("customers", ClientState.OK, "412\u00a0980,50"),
                        check("suppliers", ClientState.OK, "−184\u00a0350,00"),
                        check("sides", ClientState.OK, messages.text("proof.value.of", "61\u00a0902", "61\u00a0902")),
                        check(
                                "locked",
                                ClientState.PARTIAL,
                                messages.text("proof.value.of", "18\u00a0414", "18\u00a0416")),
                        check("vat", ClientState.UNKNOWN, messages.text("proof.value.noVat"))));
    }

    private static ProofPanel.Check check(String word, ClientState outcome, String value) {
        return new ProofPanel.Check(word, outcome, value);
    }

    private static List<Scopes.Box> scopes() {
        return List.of(
                new Scopes.Box("offline", "offline_access", true),
                new Scopes.Box("api", "ea:api", true),
                new Scopes.Box("sales", "ea:sales_readonly", true),
                new Scopes.Box("accounting", "ea:accounting_readonly", true),
                new Scopes.Box("purchase", "ea:purchase_readonly", false));
    }

    private ClientPage.RunLine run(
            String started,
            @Nullable String by,
            String took,
            @Nullable Long added,
            @Nullable Long changed,
            @Nullable Long deleted,
            ClientState result,
            @Nullable Long generation) {
        boolean failed = result == ClientState.FAILED;
        return new ClientPage.RunLine(
                Instant.parse(started),
                by,
                took,
                added,
                changed,
                deleted,
                result,
                generation,
                failed ? messages.text("cause.notUnderstood") : null,
                failed ? "7F3K-22" : null);
    }

    private StatusCell deviation() {
        return words.deviation(2, 2, new BigDecimal("1250.00"), at("13:07"));
    }

    private StatusCell failed() {
        return words.failed(8, Reason.of(Cause.VISMA_DOWN), Instant.parse("2026-11-23T01:09:00Z"), at("13:45"));
    }

    /** A run at work. */
    public static StatusWords.Progress progress() {
        var now = new PartProgress(Part.VOUCHERS, 2025, 5968, 11_870L, false);
        return new StatusWords.Progress(
                62,
                now,
                Duration.ofSeconds(58),
                List.of(
                        new PartProgress(Part.COMPANY, null, 4, 4L, true),
                        new PartProgress(Part.ACCOUNTS, null, 412, 412L, true),
                        new PartProgress(Part.BALANCES, null, 412, 412L, true),
                        new PartProgress(Part.OPEN, null, 268, 268L, true),
                        new PartProgress(Part.VOUCHERS, 2026, 5034, 5034L, true),
                        now,
                        new PartProgress(Part.VOUCHERS, 2024, 0, null, false)));
    }

    private static Instant at(String utcClock) {
        return Instant.parse("2026-11-24T" + utcClock + ":00Z");
    }

    private static ClientFrame frame(ClientHead client, ClientActions actions) {
        return new ClientFrame(KARI, 1, "Visma eAccounting", client, "Kari Lunde", actions, 2);
    }

    private static ClientRow row(long id, String name, String orgnr, StatusCell status, ClientActions actions) {
        return new ClientRow(head(id, name, Identity.orgnr(orgnr), true, true), status, actions, null);
    }

    private static ClientRow inactive(
            long id, String name, Identity number, StatusCell status, @Nullable String refusal) {
        var activate = refusal == null ? Action.ready() : Action.refused(refusal);
        return new ClientRow(head(id, name, number, true, false), status, off(activate), null);
    }

    private static ClientHead head(long id, String name, Identity number, boolean apiActive, boolean active) {
        return new ClientHead(id, name, number, apiActive, active);
    }

    private static ClientActions on() {
        return new ClientActions(Action.ready(), Action.ready(), Action.ready(), Action.ready());
    }

    private static ClientActions busy() {
        return new ClientActions(Action.ready(), Action.refused("running"), Action.refused("noData"), Action.ready());
    }

    private static ClientActions off(Action activate) {
        return new ClientActions(Action.ready(), Action.refused("off"), Action.refused("noData"), activate);
    }
}
