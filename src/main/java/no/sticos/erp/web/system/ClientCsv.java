package no.sticos.erp.web.system;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.status.ClientRow;

/**
 * The client list as a file for a spreadsheet: UTF-8 with BOM, semicolons, dates as on the page.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front: a company's name comes
 * from outside.
 */
final class ClientCsv {
    private static final String BOM = "\ufeff";
    private static final String FORMULA = "=+-@\t\r";

    private final Messages messages;

    ClientCsv(Messages messages) {
        this.messages = messages;
    }

    Buffer of(List<ClientRow> rows) {
        var out = Buffer.buffer(BOM).appendString(head());
        rows.forEach(row -> out.appendString(line(row)));
        return out;
    }

    private String head() {
        return joined(
                messages.text("col.name"),
                messages.text("col.orgnr"),
                messages.text("col.apiActive"),
                messages.text("col.status"),
                messages.text("csv.note"),
                messages.text("state.updated"),
                messages.text("col.active"));
    }

    private String line(ClientRow row) {
        var client = row.client();
        var status = row.status();
        var updated = status.updated();
        return joined(
                client.name(),
                client.number().shown(messages),
                yesOrNo(client.apiActive()),
                status.tag(),
                status.sentence(),
                updated == null ? "" : Formats.dateTime(updated),
                yesOrNo(client.active()));
    }

    private String yesOrNo(boolean yes) {
        return messages.text(yes ? "common.yes" : "common.no");
    }

    private static String joined(String... fields) {
        return Arrays.stream(fields).map(ClientCsv::field).collect(Collectors.joining(";", "", "\r\n"));
    }

    private static String field(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        var safe = formula ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(sign -> sign == ';' || sign == '"' || sign == '\n' || sign == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
