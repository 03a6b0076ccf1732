package no.sticos.erp.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages as {@code src/docs/events.md} describes them.
 *
 * <p>Text is written token by token: documents go through with the source's own digits, where an object
 * model would make doubles of them.
 */
final class WireForm {
    /** Raised by a change that a consumer of the version before could not read; then both are sent for a time. */
    private static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private WireForm() {}

    static Message begin(Due due) {
        var span = due.span();
        return message(due, "generation.begin", spanId(span) + "/begin", json -> {
            json.writeNumberField("fromGeneration", span.fromGen());
            json.writeStringField("kind", span.fromGen() == 0 ? "full" : "delta");
        });
    }

    /** {@code number} counts the transfer's pages from 1; the page holds at least one change. */
    static Message changes(Due due, ChangePage page, int number) {
        var last = page.changes().get(page.changes().size() - 1).key();
        var id = spanId(due.span()) + "/" + page.entity() + "/" + last;
        return message(due, "generation.changes", id, json -> {
            json.writeNumberField("page", number);
            json.writeStringField("entity", page.entity());
            json.writeArrayFieldStart("documents");
            for (var change : page.changes()) {
                change(json, change);
            }
            json.writeEndArray();
        });
    }

    static Message complete(Due due, GenerationSummary summary, Tally tally) {
        return message(due, "generation.complete", spanId(due.span()) + "/complete", json -> {
            json.writeNumberField("pages", tally.pages());
            sent(json, tally);
            counts(json, "documents", due.span(), summary.documents());
            json.writeArrayFieldStart("coverage");
            for (var resource : summary.coverage()) {
                json.writeString(resource);
            }
            json.writeEndArray();
            gaps(json, summary.gaps());
            verdict(json, summary);
        });
    }

    static Message heartbeat(Due due) {
        return message(due, "heartbeat", seqId(due) + "/heartbeat", json -> {
            json.writeStringField("verifiedAt", due.event().at().toString());
        });
    }

    static Message periodChanged(Due due, PeriodChanges changes) {
        int must = due.claim().ackedGen();
        return message(due, "period.changed", seqId(due) + "/period", json -> PeriodForm.write(json, changes, must));
    }

    static Message activated(Due due) {
        return message(due, "client.activated", seqId(due) + "/activated", json -> {
            json.writeStringField("activatedAt", due.event().at().toString());
        });
    }

    static Message deactivated(Due due) {
        return message(due, "client.deactivated", seqId(due) + "/deactivated", json -> {
            json.writeStringField("deactivatedAt", due.event().at().toString());
        });
    }

    static Message needsSignIn(Due due) {
        return message(due, "client.needs-sign-in", seqId(due) + "/needs-sign-in", json -> {
            json.writeStringField("cause", due.event().cause());
            json.writeStringField("since", due.event().at().toString());
        });
    }

    static Message removed(Due due) {
        return message(due, "client.removed", seqId(due) + "/removed", json -> {
            json.writeStringField("what", due.event().kind() == EventKind.BOOKS_REMOVED ? "books" : "client");
            json.writeStringField("removedAt", due.event().at().toString());
        });
    }

    private static String spanId(Span span) {
        return span.client() + "/" + span.fromGen() + "-" + span.toGen();
    }

    private static String seqId(Due due) {
        return due.claim().client() + "/" + due.event().seq();
    }

    private static Message message(Due due, String type, String eventId, Fields own) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            envelope(json, due, type, eventId);
            json.writeObjectFieldStart("data");
            own.write(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Message(eventId, text.toString(), due.event().trace());
    }

    /**
     * CloudEvents 1.0, structured mode. Its integers have 32 bits, so ids and counters that may outgrow them are text;
     * {@code sequence} is the extension of that name, whose text sorts as its number does.
     */
    private static void envelope(JsonGenerator json, Due due, String type, String eventId) throws IOException {
        var company = due.company();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", eventId);
        // An id is unique within its source, and the same one may tell of something else after a restore.
        json.writeStringField("source", "urn:sticos:erp-integrasjon:" + company.epoch());
        json.writeStringField("type", "no.sticos.erp." + type + ".v" + VERSION);
        json.writeStringField("subject", due.claim().client().toString());
        json.writeStringField("time", due.event().at().toString());
        json.writeStringField("datacontenttype", "application/json");
        json.writeStringField("dataschema", "urn:sticos:erp-integrasjon:v" + VERSION + ":" + type);
        json.writeStringField("streamepoch", company.epoch().toString());
        json.writeStringField(
                "sequence", String.format(Locale.ROOT, "%019d", due.event().seq()));
        json.writeStringField("transfer", Long.toString(due.claim().transfer()));
        json.writeNumberField("generation", due.event().gen());
        json.writeStringField("product", due.claim().product().id());
        json.writeStringField("tenant", company.tenant());
        json.writeStringField("companyid", company.companyId());
        // An attribute without a value is left out: CloudEvents has no null.
        if (company.orgnr() != null) {
            json.writeStringField("orgnr", company.orgnr());
        }
        json.writeStringField("clientname", company.name());
    }

    private static void change(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", change.key());
        json.writeBooleanField("deleted", change.isDeleted());
        if (change.document() != null) {
            json.writeFieldName("document");
            json.writeRawValue(change.document());
        }
        json.writeEndObject();
    }

    private static void sent(JsonGenerator json, Tally tally) throws IOException {
        json.writeObjectFieldStart("sent");
        for (var entity : tally.entities().entrySet()) {
            json.writeObjectFieldStart(entity.getKey());
            json.writeNumberField("changed", entity.getValue().changed());
            json.writeNumberField("deleted", entity.getValue().deleted());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String field, Span span, Map<String, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(field);
        for (var count : new TreeMap<>(counts).entrySet()) {
            if (span.wants(count.getKey())) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void gaps(JsonGenerator json, Map<String, String> gaps) throws IOException {
        json.writeObjectFieldStart("gaps");
        for (var gap : new TreeMap<>(gaps).entrySet()) {
            json.writeStringField(gap.getKey(), gap.getValue());
        }
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, GenerationSummary summary) throws IOException {
        json.writeStringField("asOf", summary.asOf().toString());
        json.writeStringField("result", summary.result());
        json.writeStringField("verdict", summary.verdict());
        json.writeStringField("reason", summary.reason());
        json.writeNumberField("deviationCount", summary.deviationCount());
        json.writeArrayFieldStart("deviations");
        for (var deviation : summary.deviations()) {
            deviation(json, deviation);
        }
        json.writeEndArray();
    }

    private static void deviation(JsonGenerator json, GenerationSummary.Deviation deviation) throws IOException {
        json.writeStartObject();
        json.writeStringField("check", deviation.check());
        json.writeStringField(
                "yearStart",
                deviation.yearStart() == null ? null : deviation.yearStart().toString());
        if (deviation.account() == null) {
            json.writeNullField("account");
        } else {
            json.writeNumberField("account", deviation.account());
        }
        json.writeStringField("expected", deviation.expected());
        json.writeStringField("found", deviation.found());
        json.writeStringField("difference", deviation.difference());
        json.writeEndObject();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
