package no.sticos.erp.web.explain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.ledger.VoucherExplanation;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/** Explained numbers of an invented company, for tests that look at pages. */
public final class ExplainSamples {
    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    private static final Instant READ = Instant.parse("2026-11-24T13:06:00Z");
    private static final UUID VOUCHER = new UUID(1, 2);

    private final Explained frame;

    /** For {@code viewer}, in these words. */
    public ExplainSamples(Viewer viewer, Messages messages) {
        this.frame = new Explained(
                viewer,
                new ClientId(7),
                List.of(
                        new Crumb(messages.text("integrations.title"), "/integrations"),
                        new Crumb(messages.text("system.visma"), "/integrations/1"),
                        new Crumb("Breheim Bygg AS", "/clients/7")),
                null);
    }

    /** All pages by address. */
    public Map<String, View> all() {
        var place = new AccountExplanation.Place(NEW_YEAR, 3, 4, 1);
        return Map.of(
                "/explain-account", account(42, true, "-184350.00", place, true),
                "/explain-account-earlier", account(41, false, "-184000.00", null, false),
                "/explain-voucher", voucher(null),
                "/explain-voucher-gone", voucher(43));
    }

    private AccountPage account(
            int gen, boolean whole, String visma, AccountExplanation.@Nullable Place next, boolean first) {
        var lines = List.of(
                line("A 1188", "2026-11-23", "0", "8125.00", false),
                line("A 1187", "2026-11-22", "12400.00", "0", false),
                line("A 1043", "2026-09-15", "0", "37500.00", true));
        return new AccountPage(
                frame,
                new AccountExplanation(
                        new AccountExplanation.Generation(gen, 42, READ, READ),
                        2400,
                        "Leverandørgjeld",
                        NEW_YEAR,
                        LocalDate.of(2026, 12, 31),
                        whole,
                        new BigDecimal("-142880.00"),
                        new BigDecimal("3204120.00"),
                        new BigDecimal("3245590.00"),
                        new BigDecimal("-184350.00"),
                        214,
                        231,
                        new BigDecimal(visma),
                        READ,
                        whole ? lines : List.of(),
                        next),
                first);
    }

    private static AccountExplanation.Line line(
            String number, String date, String debit, String credit, boolean marked) {
        return new AccountExplanation.Line(
                VOUCHER,
                number,
                LocalDate.parse(date),
                "Faktura fra Breheim Betong AS",
                new BigDecimal(debit),
                new BigDecimal(credit),
                marked);
    }

    private VoucherPage voucher(@Nullable Integer goneIn) {
        var date = LocalDate.of(2026, 9, 15);
        var request = "GET /v2/vouchers/6a0f0000-0000-0000-0000-000000000001?$page=12&$pagesize=1000&$orderby=Number";
        var newest = version(42, goneIn, true, request);
        var first = version(3, 42, false, null);
        return new VoucherPage(
                frame,
                new VoucherExplanation(
                        VOUCHER,
                        date,
                        "A 1043",
                        "Innkjøp av stillas",
                        newest,
                        List.of(
                                row(1, 4300, "Varekjøp", "30000.00", "0", "1 – 25 %", NEW_YEAR),
                                row(2, 2710, "Inngående mva", "7500.00", "0", null, NEW_YEAR),
                                row(3, 9999, null, "0", "37500.00", null, null)),
                        "{\n    \"id\": \"" + VOUCHER + "\",\n    \"voucherText\": \"" + "stillas ".repeat(30)
                                + "\"\n}",
                        List.of(newest, first)));
    }

    private static VoucherExplanation.Version version(
            int from, @Nullable Integer to, boolean booksChanged, @Nullable String request) {
        return new VoucherExplanation.Version(
                from,
                0,
                to,
                LocalDate.of(2026, 9, 15),
                "A 1043",
                READ,
                to == null ? null : READ,
                "2026-11-24T13:00:00.1234567Z",
                booksChanged,
                request == null ? null : 9L,
                request,
                request == null ? null : READ);
    }

    private static VoucherExplanation.Line row(
            int number,
            long account,
            @Nullable String name,
            String debit,
            String credit,
            @Nullable String vat,
            @Nullable LocalDate year) {
        return new VoucherExplanation.Line(
                number, account, name, new BigDecimal(debit), new BigDecimal(credit), null, vat, year);
    }
}
