package no.sticos.erp.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.clients.Colleague;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.MonthlyResults;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.ledger.VanishedVouchers;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.web.client.ClientFrame;
import no.sticos.erp.web.client.ClientPage;
import no.sticos.erp.web.client.ConnectionPage;
import no.sticos.erp.web.client.LockedPage;
import no.sticos.erp.web.client.MonthPlot;
import no.sticos.erp.web.client.NumbersPage;
import no.sticos.erp.web.client.ResponsibleForm;
import no.sticos.erp.web.client.RunsPage;
import no.sticos.erp.web.client.TrialPage;
import no.sticos.erp.web.client.TrialQuery;
import no.sticos.erp.web.client.VanishedPage;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/** The pages beside an invented client's first one, for tests that look at pages. */
final class ClientSamples {
    private static final LocalDate YEAR = LocalDate.of(2025, 1, 1);

    private final ClientPage client;

    ClientSamples(Samples samples) {
        client = samples.client();
    }

    /** One page of each kind and state, by its address. */
    Map<String, View> all() {
        var frame = client.frame();
        var pages = new LinkedHashMap<String, View>();
        pages.put(
                "/client-trial", new TrialPage(frame, new TrialQuery(YEAR, null, "", false), books(frame, 42), plot()));
        pages.put(
                "/client-trial-earlier",
                new TrialPage(frame, new TrialQuery(YEAR, 40, "", true), books(frame, 40), plot()));
        pages.put("/client-trial-none", new TrialPage(frame, new TrialQuery(null, null, "", false), null, null));
        pages.put("/client-locked", new LockedPage(frame, changes(), true, "/client-locked"));
        pages.put("/client-locked-none", new LockedPage(frame, List.of(), true, null));
        pages.put("/client-numbers", new NumbersPage(frame, numbers(), null, true));
        pages.put("/client-numbers-wrong", new NumbersPage(frame, numbers(), wrong(), true));
        pages.put("/client-numbers-reader", new NumbersPage(frame, List.of(), null, false));
        pages.put("/client-runs", new RunsPage(frame, client.runs(), false, 7L));
        pages.put("/client-connection", new ConnectionPage(client, responsible(true)));
        pages.put("/client-connection-reader", new ConnectionPage(client, responsible(false)));
        pages.put("/client-vanished", new VanishedPage(frame, 1204, Samples.NOW, vanished(), ""));
        pages.put("/client-vanished-reader", new VanishedPage(frame, 3, Samples.NOW, List.of(), "use"));
        return pages;
    }

    private static MonthPlot plot() {
        return MonthPlot.of(IntStream.rangeClosed(1, 12)
                .mapToObj(month -> new MonthlyResults.Month(
                        YEAR.withMonth(month),
                        BigDecimal.valueOf(412_500L - 31_000L * (month % 5)),
                        BigDecimal.valueOf(month == 7 ? -18_250L : 287_300L + 12_000L * (month % 4)),
                        BigDecimal.valueOf(-1_250L)))
                .toList());
    }

    private static ResponsibleForm responsible(boolean mayChange) {
        var kari = new Colleague(new Person("kari", "Kari Lunde"), "kari@fjellogfjord.example", Set.of());
        var ola = new Colleague(new Person("ola", "Ola Vik"), null, Set.of());
        return new ResponsibleForm(List.of(kari, ola), mayChange ? "kari" : "ola", mayChange, true);
    }

    static List<TrialBalance.Year> years() {
        return List.of(
                year(
                        2026,
                        true,
                        0,
                        "4812345.50",
                        "-3905112.25",
                        "-6420980",
                        "2618400.75",
                        "1986200",
                        "894300",
                        "14846"),
                year(
                        2025,
                        true,
                        2,
                        "4402660.25",
                        "-3885240.25",
                        "-6744210",
                        "2811903.50",
                        "2390112",
                        "1008774.50",
                        "16000"),
                year(2024, false, 0, "3980112", "-3561204.50", "-6011870", "2502440", "2204900", "871322.50", "14300"));
    }

    private static TrialBalance.Year year(int year, boolean covered, int deviating, String... sums) {
        var classes = new ArrayList<TrialBalance.ClassSum>();
        int digit = 1;
        for (var sum : sums) {
            classes.add(new TrialBalance.ClassSum(digit, new BigDecimal(sum), 19, digit == 2 ? deviating : 0, 0));
            digit += digit == 6 ? 2 : 1;
        }
        return new TrialBalance.Year(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), covered, true, classes);
    }

    private static TrialBalance books(ClientFrame frame, int gen) {
        var verified = gen == 42 ? Instant.parse("2026-11-24T13:07:00Z") : null;
        var shown = new TrialBalance.Overview(
                gen, 42, Instant.parse("2026-11-24T13:07:00Z"), verified, Verdict.DEVIATION, years());
        return new TrialBalance(
                shown,
                years().get(1),
                List.of(
                        line(1200, "Maskiner og anlegg", "812000", "0", "67666.67", "744333.33", "744333.33"),
                        line(1500, "Kundefordringer", "388120", "6944860.50", "6920000", "412980.50", "412980.50"),
                        line(2000, "Aksjekapital " + frame.client().name(), "-100000", "0", "0", "-100000", "-100000"),
                        line(2400, "Leverandørgjeld", "-142880", "3204120", "3202870", "-141630", "-142880"),
                        line(3000, "Salgsinntekt, avgiftspliktig", "0", "12000", "6432980", "-6420980", "-6420980"),
                        line(6300, "Leie lokale", "0", "96000", "0", "96000", "97250"),
                        line(9999, null, "0", "0", "0", "0", null)),
                true);
    }

    private static TrialBalance.Line line(
            long account,
            @Nullable String name,
            String opening,
            String debit,
            String credit,
            String closing,
            @Nullable String visma) {
        return new TrialBalance.Line(
                account,
                name,
                new BigDecimal(opening),
                new BigDecimal(debit),
                new BigDecimal(credit),
                new BigDecimal(closing),
                visma == null ? null : new BigDecimal(visma),
                visma == null ? Verdict.UNKNOWN : closing.equals(visma) ? Verdict.OK : Verdict.DEVIATION);
    }

    private static List<VanishedVouchers.Line> vanished() {
        return List.of(
                new VanishedVouchers.Line(
                        new UUID(1, 5),
                        LocalDate.of(2026, 9, 30),
                        "A 1190",
                        "Leie <b>september</b>",
                        new BigDecimal("8100"),
                        1204),
                new VanishedVouchers.Line(
                        new UUID(1, 6), LocalDate.of(2026, 9, 15), null, null, new BigDecimal("1234567.89"), 1204));
    }

    static List<LockedChanges.Change> changes() {
        var day = LocalDate.of(2026, 9, 30);
        var lock = List.of(new LockedChanges.Lock("company", LocalDate.of(2026, 10, 31)));
        var at = Instant.parse("2026-11-24T12:58:00Z");
        return List.of(
                new LockedChanges.Change(
                        42,
                        1,
                        at,
                        new UUID(1, 1),
                        LockedChanges.What.NEW,
                        null,
                        "A1190",
                        null,
                        day,
                        lock,
                        null,
                        List.of(amounts(6300, "Leie lokale", null, "8100"), amounts(2400, null, null, "-8100")),
                        2),
                new LockedChanges.Change(
                        42,
                        2,
                        at,
                        new UUID(1, 2),
                        LockedChanges.What.CHANGED,
                        "A1043",
                        "B7",
                        LocalDate.of(2026, 9, 15),
                        day,
                        lock,
                        null,
                        List.of(amounts(2400, "Leverandørgjeld", "-25000", "-37500")),
                        12),
                new LockedChanges.Change(
                        41,
                        1,
                        at,
                        new UUID(1, 3),
                        LockedChanges.What.DELETED,
                        "A1044",
                        null,
                        day,
                        null,
                        lock,
                        null,
                        List.of(),
                        0));
    }

    private static LockedChanges.Amounts amounts(
            long account, @Nullable String name, @Nullable String before, @Nullable String after) {
        return new LockedChanges.Amounts(
                account,
                name,
                before == null ? null : new BigDecimal(before),
                after == null ? null : new BigDecimal(after));
    }

    private static List<NumberSeries> numbers() {
        var year = LocalDate.of(2026, 1, 1);
        var end = LocalDate.of(2026, 12, 31);
        var explained = new NumberSeries.Place(year, "A", 1050, 1052);
        var note = new NumberSeries.Note(explained, "Ble makulert.\n<b>Se perm 4.</b>", "Kari Lunde", Samples.NOW);
        return List.of(
                new NumberSeries(
                        "A",
                        year,
                        end,
                        1001L,
                        1190L,
                        186,
                        1,
                        120,
                        List.of(
                                new NumberSeries.Gap(new NumberSeries.Place(year, "A", 1044, 1044), List.of()),
                                new NumberSeries.Gap(explained, List.of(note))),
                        List.of(new NumberSeries.Duplicate(
                                new NumberSeries.Place(year, "A", 1100, 1100), new UUID(1, 4), end))),
                new NumberSeries("", year, end, null, null, 12, 0, 0, List.of(), List.of()));
    }

    private static NumbersPage.Draft wrong() {
        var gap = new NumberSeries.Place(LocalDate.of(2026, 1, 1), "A", 1044, 1044);
        return new NumbersPage.Draft(gap, "Forklaring ".repeat(50), Cause.NOTE_LENGTH.key());
    }
}
