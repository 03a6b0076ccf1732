package no.sticos.erp.web.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.ledger.VoucherExplanation;
import org.jspecify.annotations.Nullable;

/**
 * Explanations as {@code src/docs/explain.md} describes them: amounts are text, so that no reader makes doubles of
 * them, and a voucher's document goes through as it is stored.
 */
public final class ExplainJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ExplainJson() {}

    /** An account's balance. */
    public static String account(AccountExplanation balance) {
        return object(json -> {
            json.writeNumberField("generation", balance.generation().gen());
            json.writeNumberField("currentGeneration", balance.generation().current());
            text(json, "publishedAt", balance.generation().publishedAt());
            text(json, "asOf", balance.generation().asOf());
            json.writeNumberField("account", balance.account());
            text(json, "name", balance.name());
            text(json, "yearStart", balance.yearStart());
            text(json, "yearEnd", balance.yearEnd());
            json.writeBooleanField("whole", balance.whole());
            amount(json, "opening", balance.opening());
            amount(json, "debit", balance.debit());
            amount(json, "credit", balance.credit());
            amount(json, "closing", balance.closing());
            json.writeNumberField("debitRows", balance.debitRows());
            json.writeNumberField("creditRows", balance.creditRows());
            amount(json, "visma", balance.visma());
            text(json, "vismaReadAt", balance.vismaReadAt());
            json.writeArrayFieldStart("rows");
            for (var line : balance.rows()) {
                line(json, line);
            }
            json.writeEndArray();
            text(json, "next", balance.next());
        });
    }

    /** A voucher. */
    public static String voucher(VoucherExplanation voucher) {
        return object(json -> {
            text(json, "id", voucher.id());
            text(json, "date", voucher.date());
            text(json, "number", voucher.number());
            json.writeBooleanField("gone", voucher.isGone());
            json.writeNumberField("shownFrom", voucher.shown().fromGen());
            json.writeFieldName("document");
            json.writeRawValue(voucher.document());
            json.writeArrayFieldStart("versions");
            for (var version : voucher.versions()) {
                version(json, version);
            }
            json.writeEndArray();
        });
    }

    private static void line(JsonGenerator json, AccountExplanation.Line line) throws IOException {
        json.writeStartObject();
        text(json, "voucher", line.voucher());
        text(json, "number", line.number());
        text(json, "date", line.date());
        text(json, "text", line.text());
        amount(json, "debit", line.debit());
        amount(json, "credit", line.credit());
        json.writeBooleanField("changedInLockedPeriod", line.marked());
        json.writeEndObject();
    }

    private static void version(JsonGenerator json, VoucherExplanation.Version version) throws IOException {
        json.writeStartObject();
        json.writeNumberField("fromGeneration", version.fromGen());
        number(json, "toGeneration", version.toGen());
        text(json, "date", version.date());
        text(json, "number", version.number());
        text(json, "publishedAt", version.publishedAt());
        text(json, "replacedAt", version.replacedAt());
        text(json, "modifiedUtc", version.modifiedUtc());
        json.writeBooleanField("booksChanged", version.booksChanged());
        number(json, "run", version.run());
        text(json, "request", version.request());
        text(json, "readAt", version.readAt());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, @Nullable Object value) throws IOException {
        json.writeStringField(field, value == null ? null : value.toString());
    }

    private static void amount(JsonGenerator json, String field, @Nullable BigDecimal value) throws IOException {
        json.writeStringField(field, value == null ? null : value.toPlainString());
    }

    private static void number(JsonGenerator json, String field, @Nullable Number value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, value.longValue());
        }
    }

    private static String object(Fields own) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            own.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
