package no.sticos.erp.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed in locked periods, as {@code src/docs/events.md} describes it. */
final class PeriodForm {
    private PeriodForm() {}

    /** {@code must} is the generation that the product must have; 0 = none, a full one follows. */
    static void write(JsonGenerator json, PeriodChanges changes, int must) throws IOException {
        json.writeNumberField("fromGeneration", must);
        json.writeStringField("foundAt", changes.foundAt().toString());
        locks(json, changes);
        json.writeObjectFieldStart("counts");
        json.writeNumberField("new", changes.added());
        json.writeNumberField("changed", changes.changed());
        json.writeNumberField("deleted", changes.deleted());
        json.writeEndObject();
        json.writeArrayFieldStart("vouchers");
        for (var voucher : changes.vouchers()) {
            voucher(json, voucher);
        }
        json.writeEndArray();
    }

    private static void locks(JsonGenerator json, PeriodChanges changes) throws IOException {
        json.writeObjectFieldStart("lockedTo");
        json.writeStringField("before", iso(changes.lockedBefore()));
        json.writeStringField("after", iso(changes.lockedAfter()));
        json.writeEndObject();
        json.writeArrayFieldStart("reopenedYears");
        for (var year : changes.reopened()) {
            json.writeString(year.toString());
        }
        json.writeEndArray();
    }

    private static void voucher(JsonGenerator json, PeriodChanges.Voucher voucher) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", voucher.id().toString());
        json.writeStringField("what", voucher.what());
        json.writeStringField("numberBefore", voucher.numberBefore());
        json.writeStringField("numberAfter", voucher.numberAfter());
        json.writeStringField("dateBefore", iso(voucher.dateBefore()));
        json.writeStringField("dateAfter", iso(voucher.dateAfter()));
        json.writeStringField("modifiedUtc", voucher.modifiedUtc());
        broken(json, voucher.locks());
        json.writeNumberField("accountCount", voucher.accountCount());
        json.writeArrayFieldStart("accounts");
        for (var account : voucher.accounts()) {
            account(json, account);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void broken(JsonGenerator json, List<PeriodChanges.Lock> locks) throws IOException {
        json.writeArrayFieldStart("locks");
        for (var lock : locks) {
            json.writeStartObject();
            json.writeStringField("lock", lock.lock());
            json.writeStringField("lockedTo", lock.lockedTo().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void account(JsonGenerator json, PeriodChanges.Account account) throws IOException {
        json.writeStartObject();
        json.writeNumberField("account", account.account());
        json.writeStringField("before", account.before());
        json.writeStringField("after", account.after());
        json.writeEndObject();
    }

    private static @Nullable String iso(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
