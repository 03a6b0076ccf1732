package no.sticos.erp.web.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.MonthlyResults;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.ledger.VanishedVouchers;

/** Writes what is in clients' books. */
final class BooksWire {
    private BooksWire() {}

    static JsonObject proof(BooksQueries.Figures figures, Integrity.State stored) {
        return new JsonObject()
                .put("generation", figures.gen())
                .put("publishedAt", Wire.text(figures.publishedAt()))
                .put("verifiedAt", Wire.text(figures.verifiedAt()))
                .put("lastProvedAt", Wire.text(figures.lastProvedAt()))
                .put("verdict", figures.verdict())
                .put("reason", figures.reason())
                .put("vouchers", figures.vouchers())
                .put("rows", figures.rows())
                .put("firstDay", Wire.text(figures.firstDay()))
                .put("lastDay", Wire.text(figures.lastDay()))
                .put("lockedTo", Wire.text(figures.lockedTo()))
                .put("checks", Wire.list(figures.checks(), BooksWire::check))
                .put("deviations", Wire.list(figures.deviations(), BooksWire::deviation))
                .put("integrity", integrity(stored));
    }

    private static JsonObject check(BooksQueries.Check check) {
        return new JsonObject()
                .put("id", check.id())
                .put("level", check.level())
                .put("outcome", check.outcome())
                .put("passed", check.passed())
                .put("checked", check.checked())
                .put("amount", Wire.amount(check.amount()))
                .put("detail", check.detail());
    }

    private static JsonObject deviation(BooksQueries.Deviation deviation) {
        return new JsonObject()
                .put("account", deviation.account())
                .put("name", deviation.name())
                .put("yearStart", Wire.text(deviation.yearStart()))
                .put("found", Wire.amount(deviation.found()))
                .put("expected", Wire.amount(deviation.expected()))
                .put("difference", Wire.amount(deviation.found().subtract(deviation.expected())));
    }

    private static JsonObject integrity(Integrity.State stored) {
        return new JsonObject()
                .put("checkedAt", Wire.text(stored.checkedAt()))
                .put("versions", stored.versions())
                .put("spotChecked", stored.spotChecked())
                .put("spotDiffering", stored.spotDiffering())
                .put("spotAt", Wire.text(stored.spotAt()))
                .put("faults", stored.faults().size());
    }

    static JsonObject years(TrialBalance.Overview shown) {
        return overview(shown).put("years", Wire.list(shown.years(), BooksWire::year));
    }

    private static JsonObject overview(TrialBalance.Overview shown) {
        return new JsonObject()
                .put("generation", shown.gen())
                .put("currentGeneration", shown.current())
                .put("publishedAt", Wire.text(shown.publishedAt()))
                .put("verifiedAt", Wire.text(shown.verifiedAt()))
                .put("verdict", shown.verdict());
    }

    private static JsonObject year(TrialBalance.Year year) {
        return new JsonObject()
                .put("start", Wire.text(year.start()))
                .put("end", Wire.text(year.end()))
                .put("read", year.isRead())
                .put("whole", year.covered())
                .put("verdict", year.verdict())
                .put("accounts", year.accounts())
                .put("deviating", year.deviating())
                .put("classes", Wire.list(year.classes(), BooksWire::classSum));
    }

    private static JsonObject classSum(TrialBalance.ClassSum sum) {
        return new JsonObject()
                .put("digit", sum.digit())
                .put("closing", Wire.amount(sum.closing()))
                .put("accounts", sum.accounts())
                .put("deviating", sum.deviating())
                .put("unknown", sum.unknown());
    }

    static JsonObject trialBalance(TrialBalance books) {
        return overview(books.shown())
                .put("yearStart", Wire.text(books.year().start()))
                .put("yearEnd", Wire.text(books.year().end()))
                .put("whole", books.year().covered())
                .put("cut", books.cut())
                .put("lines", Wire.list(books.lines(), BooksWire::line));
    }

    private static JsonObject line(TrialBalance.Line line) {
        return new JsonObject()
                .put("account", line.account())
                .put("name", line.name())
                .put("opening", Wire.amount(line.opening()))
                .put("debit", Wire.amount(line.debit()))
                .put("credit", Wire.amount(line.credit()))
                .put("closing", Wire.amount(line.closing()))
                .put("visma", Wire.amount(line.visma()))
                .put("verdict", line.verdict());
    }

    static JsonObject months(TrialBalance books, List<MonthlyResults.Month> months) {
        return new JsonObject()
                .put("generation", books.shown().gen())
                .put("yearStart", Wire.text(books.year().start()))
                .put("months", Wire.list(months, BooksWire::month));
    }

    private static JsonObject month(MonthlyResults.Month month) {
        return new JsonObject()
                .put("first", Wire.text(month.first()))
                .put("income", Wire.amount(month.income()))
                .put("costs", Wire.amount(month.costs()))
                .put("finance", Wire.amount(month.finance()))
                .put("result", Wire.amount(month.result()));
    }

    static JsonObject series(NumberSeries series) {
        return new JsonObject()
                .put("series", series.series())
                .put("yearStart", Wire.text(series.yearStart()))
                .put("yearEnd", Wire.text(series.yearEnd()))
                .put("first", series.first())
                .put("last", series.last())
                .put("vouchers", series.vouchers())
                .put("unreadable", series.unreadable())
                .put("gapCount", series.gapCount())
                .put("openGaps", series.openGaps())
                .put("gaps", Wire.list(series.gaps(), BooksWire::gap))
                .put("duplicates", Wire.list(series.duplicates(), BooksWire::duplicate));
    }

    private static JsonObject gap(NumberSeries.Gap gap) {
        return place(gap.place())
                .put("explained", gap.isExplained())
                .put("notes", Wire.list(gap.notes(), BooksWire::note));
    }

    private static JsonObject note(NumberSeries.Note note) {
        return place(note.place())
                .put("text", note.text())
                .put("author", note.author())
                .put("at", Wire.text(note.at()));
    }

    private static JsonObject place(NumberSeries.Place place) {
        return new JsonObject().put("from", place.from()).put("to", place.to());
    }

    private static JsonObject duplicate(NumberSeries.Duplicate duplicate) {
        return new JsonObject()
                .put("number", duplicate.place().from())
                .put("voucher", Wire.text(duplicate.voucher()))
                .put("date", Wire.text(duplicate.date()));
    }

    static JsonObject vanished(List<VanishedVouchers.Line> lines) {
        return new JsonObject()
                .put("all", lines.isEmpty() ? 0 : lines.get(0).all())
                .put("vouchers", Wire.list(lines, BooksWire::gone));
    }

    private static JsonObject gone(VanishedVouchers.Line line) {
        return new JsonObject()
                .put("voucher", Wire.text(line.voucher()))
                .put("date", Wire.text(line.day()))
                .put("number", line.number())
                .put("text", line.text())
                .put("amount", Wire.amount(line.amount()));
    }

    /** One more than {@code limit} was asked for. */
    static JsonObject locked(LockedChanges.Counts counts, List<LockedChanges.Change> found, int limit) {
        var page = Wire.page(found, limit, BooksWire::change, change -> place(change.cursor()));
        return new JsonObject()
                .put("added", counts.added())
                .put("changed", counts.changed())
                .put("deleted", counts.deleted())
                .put("changes", page.getValue("items"))
                .put("next", page.getValue("next"));
    }

    private static String place(LockedChanges.Cursor cursor) {
        return cursor.gen() + "." + cursor.line();
    }

    private static JsonObject change(LockedChanges.Change change) {
        return new JsonObject()
                .put("generation", change.gen())
                .put("line", change.line())
                .put("foundAt", Wire.text(change.foundAt()))
                .put("voucher", Wire.text(change.voucher()))
                .put("what", change.what())
                .put("numberBefore", change.numberBefore())
                .put("numberAfter", change.numberAfter())
                .put("dateBefore", Wire.text(change.dateBefore()))
                .put("dateAfter", Wire.text(change.dateAfter()))
                .put("locks", Wire.list(change.locks(), lock -> new JsonObject()
                        .put("lock", lock.lock())
                        .put("lockedTo", Wire.text(lock.lockedTo()))))
                .put("modifiedUtc", change.modifiedUtc())
                .put("accounts", change.accounts())
                .put("amounts", Wire.list(change.amounts(), BooksWire::amounts));
    }

    private static JsonObject amounts(LockedChanges.Amounts amounts) {
        return new JsonObject()
                .put("account", amounts.account())
                .put("name", amounts.name())
                .put("before", Wire.amount(amounts.before()))
                .put("after", Wire.amount(amounts.after()));
    }
}
