package no.sticos.erp.web.system;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import no.sticos.erp.web.shell.Csv;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.status.ClientRow;

/** The client list as a file for a spreadsheet. */
final class ClientCsv {
    private final Messages messages;

    ClientCsv(Messages messages) {
        this.messages = messages;
    }

    Buffer of(List<ClientRow> rows) {
        var out = Buffer.buffer(Csv.BOM).appendString(head());
        rows.forEach(row -> out.appendString(line(row)));
        return out;
    }

    private String head() {
        return Csv.line(
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
        return Csv.line(
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
}
