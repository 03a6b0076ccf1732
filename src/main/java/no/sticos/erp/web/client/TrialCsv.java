package no.sticos.erp.web.client;

import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.web.shell.Csv;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;

/** A year's accounts as a file for a spreadsheet, which takes the amounts for numbers and the names for texts. */
final class TrialCsv {
    private final Messages messages;

    TrialCsv(Messages messages) {
        this.messages = messages;
    }

    /** The lines that the page would show; what is left out is said in the file itself. */
    Buffer of(TrialBalance books) {
        var out = Buffer.buffer(Csv.BOM).appendString(head());
        books.lines().forEach(line -> out.appendString(line(line, books.year())));
        return books.cut()
                ? out.appendString(Csv.line(messages.text("trial.cut", Formats.count(TrialBalance.MOST))))
                : out;
    }

    /** What the file is called: the year, and the generation it is of; {@code ending} begins with a dot. */
    static String name(TrialBalance books, String ending) {
        return "saldobalanse-" + TrialPage.name(books.year()).replace('/', '-') + "-generasjon-"
                + books.shown().gen() + ending;
    }

    private String head() {
        return Csv.line(
                messages.text("proof.col.account"),
                messages.text("col.name"),
                messages.text("trial.ib"),
                messages.text("trial.debit"),
                messages.text("trial.credit"),
                messages.text("trial.ub"),
                messages.text("trial.visma"),
                messages.text("trial.same"));
    }

    /** Of a year that was not read the movements are not known, and are no zeros. */
    private String line(TrialBalance.Line line, TrialBalance.Year year) {
        return Csv.joined(
                Long.toString(line.account()),
                Csv.text(line.name() == null ? "" : line.name()),
                Csv.number(line.opening()),
                moved(line.debit(), year),
                moved(line.credit(), year),
                moved(line.closing(), year),
                Csv.number(line.visma()),
                Csv.text(messages.text(TrialPage.mark(line).key())));
    }

    private static String moved(@Nullable BigDecimal amount, TrialBalance.Year year) {
        return Csv.number(year.isRead() ? amount : null);
    }
}
