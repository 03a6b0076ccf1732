package no.sticos.erp.web.client;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A year's accounts as a workbook: amounts are numbers, days are dates, and names are texts, whatever they begin with.
 *
 * <p>Texts are written as shared strings, which a spreadsheet never reckons.
 */
final class TrialExcel {
    private static final String AMOUNT = "#,##0.00";
    private static final String DAY = "dd.mm.yyyy";
    private static final String TIME = "dd.mm.yyyy hh:mm";
    /** The row of the columns' names; above it stands what the figures are of. */
    private static final int HEAD = 5;

    private static final int COLUMNS = 8;
    /** Widths in characters: the number, the name, the amounts. */
    private static final int[] WIDTHS = {12, 36, 16, 16, 16, 16, 16, 18};

    private final Messages messages;

    TrialExcel(Messages messages) {
        this.messages = messages;
    }

    /** The lines that the page would show; what is left out is said in the file itself. */
    Buffer of(String client, TrialBalance books) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, messages.text("app.name"), null)) {
            var sheet = workbook.newWorksheet(messages.text("trial.title"));
            about(sheet, client, books);
            head(sheet);
            lines(sheet, books);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private void about(Worksheet sheet, String client, TrialBalance books) {
        var shown = books.shown();
        var year = books.year();
        sheet.value(0, 0, client);
        sheet.style(0, 0).bold().set();
        sheet.value(1, 0, messages.text("trial.excel.year"));
        sheet.value(1, 2, year.start());
        sheet.value(1, 3, year.end());
        sheet.range(1, 2, 1, 3).style().format(DAY).set();
        sheet.value(2, 0, messages.text("trial.excel.gen"));
        sheet.value(2, 2, shown.gen());
        sheet.value(3, 0, messages.text("trial.excel.published"));
        sheet.value(3, 2, shown.publishedAt().atZone(Formats.ZONE).toLocalDateTime());
        sheet.style(3, 2).format(TIME).set();
    }

    private void head(Worksheet sheet) {
        var keys = List.of(
                "proof.col.account",
                "col.name",
                "trial.ib",
                "trial.debit",
                "trial.credit",
                "trial.ub",
                "trial.visma",
                "trial.same");
        for (int column = 0; column < COLUMNS; column++) {
            sheet.value(HEAD, column, messages.text(keys.get(column)));
            sheet.width(column, WIDTHS[column]);
        }
        sheet.range(HEAD, 0, HEAD, COLUMNS - 1).style().bold().set();
        sheet.freezePane(0, HEAD + 1);
    }

    private void lines(Worksheet sheet, TrialBalance books) {
        int row = HEAD + 1;
        for (var line : books.lines()) {
            line(sheet, row++, line, books.year());
        }
        if (row > HEAD + 1) {
            sheet.range(HEAD + 1, 2, row - 1, 6).style().format(AMOUNT).set();
        }
        if (books.cut()) {
            sheet.value(row, 0, messages.text("trial.cut", Formats.count(TrialBalance.MOST)));
        }
    }

    /** Of a year that was not read the movements are not known, and are no zeros. */
    private void line(Worksheet sheet, int row, TrialBalance.Line line, TrialBalance.Year year) {
        var name = line.name();
        sheet.value(row, 0, line.account());
        if (name != null) {
            sheet.value(row, 1, name);
        }
        amount(sheet, row, 2, line.opening());
        amount(sheet, row, 3, year.isRead() ? line.debit() : null);
        amount(sheet, row, 4, year.isRead() ? line.credit() : null);
        amount(sheet, row, 5, year.isRead() ? line.closing() : null);
        amount(sheet, row, 6, line.visma());
        sheet.value(row, 7, messages.text(TrialPage.mark(line).key()));
    }

    private static void amount(Worksheet sheet, int row, int column, @Nullable BigDecimal amount) {
        if (amount != null) {
            sheet.value(row, column, amount);
        }
    }
}
