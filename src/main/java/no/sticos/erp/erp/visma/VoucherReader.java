package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherHash;
import no.sticos.erp.erp.VoucherRow;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Reads a voucher as it streams by, without a tree of its rows (facts.md §4.3 VoucherApi, VoucherRowApi).
 *
 * <p>Id, date, rows and each row's account must be there; everything else may be missing. Amounts keep
 * their digits, vouchers that do not balance are kept as they are. Fields without a column go to {@code
 * extra}; there a null says no more than absence does, and six of them a row would outweigh the row.
 */
final class VoucherReader implements DocumentReader {
    private static final PropertyNames NAMES = new PropertyNames(List.of(
            "Id",
            "VoucherDate",
            "VoucherText",
            "Rows",
            "NumberAndNumberSeries",
            "NumberSeries",
            "ModifiedUtc",
            "CreatedUtc",
            "VoucherType",
            "SourceId",
            "AccountNumber",
            "AccountDescription",
            "DebitAmount",
            "CreditAmount",
            "TransactionText",
            "VatCodeId",
            "VatCodeAndPercent",
            "CostCenterItemId1",
            "CostCenterItemId2",
            "CostCenterItemId3",
            "ProjectId",
            // These have no column; known, they are found without being spelled anew in each row.
            "ImportedVoucherNumber",
            "Attachments",
            "VatAmount",
            "Quantity",
            "Weight",
            "DeliveryDate",
            "HarvestYear"));

    @Override
    public Document read(JsonParser json, String scope) throws IOException {
        var fields = new VoucherFields();
        eachField(json, fields);
        return VoucherHash.sealed(fields.voucher());
    }

    /** Takes one field; the parser stands on its value's first token and must be left on its last. */
    private interface FieldTaker {
        void take(String name, JsonParser json) throws IOException;
    }

    private static void eachField(JsonParser json, FieldTaker taker) throws IOException {
        var seen = new Seen();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = NAMES.of(json.currentName());
            json.nextToken();
            if (!seen.add(name)) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "duplicate property");
            }
            taker.take(name.spelled(), json);
        }
    }

    /** The names that an object has had: a known one is a bit, for there is a set of them to every row. */
    private static final class Seen {
        private long known;
        private Set<String> others = Set.of();

        boolean add(PropertyNames.Name name) {
            if (name.place() < 0) {
                others = others.isEmpty() ? new HashSet<>() : others;
                return others.add(name.spelled());
            }
            boolean first = (known & 1L << name.place()) == 0;
            known |= 1L << name.place();
            return first;
        }
    }

    private static JsonValue value(JsonParser json) throws IOException {
        return JsonValue.read(json, NAMES::spelled);
    }

    /** Fields without a column; most objects have none. */
    private static final class Extra {
        private @Nullable SortedMap<String, JsonValue> fields;

        void put(String name, JsonValue value) {
            if (fields == null) {
                fields = new TreeMap<>();
            }
            fields.put(name, value);
        }

        @Nullable
        String text() {
            return fields == null ? null : new JsonValue.Obj(fields).text();
        }
    }

    private static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw Field.missing(name);
        }
        return value;
    }

    private static final class VoucherFields implements FieldTaker {
        private @Nullable UUID id;
        private @Nullable LocalDate date;
        private @Nullable String series;
        private @Nullable String number;
        private @Nullable String text;
        private @Nullable Integer type;
        private @Nullable UUID sourceId;
        private @Nullable Instant modified;
        private @Nullable Instant created;
        private @Nullable List<VoucherRow> rows;
        private final Extra extra = new Extra();

        @Override
        public void take(String name, JsonParser json) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            if (name.equals("Rows")) {
                rows = rows(json);
                return;
            }
            keep(name, value(json));
        }

        private void keep(String name, JsonValue value) {
            switch (name) {
                case "Id" -> id = Field.id(name, value);
                case "VoucherDate" -> date = Field.date(name, value);
                case "NumberSeries" -> series = Field.string(name, value);
                case "NumberAndNumberSeries" -> number = Field.string(name, value);
                case "VoucherText" -> text = Field.string(name, value);
                case "VoucherType" -> type = Field.integer(name, value);
                case "SourceId" -> sourceId = Field.id(name, value);
                case "ModifiedUtc" -> modified = Field.instant(name, value);
                case "CreatedUtc" -> created = Field.instant(name, value);
                default -> extra.put(name, value);
            }
        }

        private static List<VoucherRow> rows(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "bad Rows");
            }
            var rows = new ArrayList<VoucherRow>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                rows.add(row(json));
            }
            return rows;
        }

        private static VoucherRow row(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "bad Rows");
            }
            var fields = new RowFields();
            eachField(json, fields);
            return fields.row();
        }

        Voucher voucher() {
            return new Voucher(
                    present("Id", id),
                    present("VoucherDate", date),
                    series,
                    number,
                    text,
                    type,
                    sourceId,
                    modified,
                    created,
                    present("Rows", rows),
                    extra.text(),
                    0,
                    0);
        }
    }

    private static final class RowFields implements FieldTaker {
        private @Nullable Long account;
        private BigDecimal debit = BigDecimal.ZERO;
        private BigDecimal credit = BigDecimal.ZERO;
        private @Nullable String text;
        private @Nullable UUID vatCodeId;
        private @Nullable String vatCode;
        private @Nullable UUID costCenterItemId1;
        private @Nullable UUID costCenterItemId2;
        private @Nullable UUID costCenterItemId3;
        private @Nullable UUID projectId;
        private final Extra extra = new Extra();

        @Override
        public void take(String name, JsonParser json) throws IOException {
            // The account's name belongs to the chart of accounts: kept here, renaming an account would
            // look like a change of every voucher that ever used it.
            if (json.currentToken() == JsonToken.VALUE_NULL || name.equals("AccountDescription")) {
                json.skipChildren();
                return;
            }
            keep(name, value(json));
        }

        private void keep(String name, JsonValue value) {
            switch (name) {
                case "AccountNumber" -> account = Field.account(name, value);
                case "DebitAmount" -> debit = Field.amount(name, value);
                case "CreditAmount" -> credit = Field.amount(name, value);
                case "TransactionText" -> text = Field.string(name, value);
                case "VatCodeId" -> vatCodeId = Field.id(name, value);
                case "VatCodeAndPercent" -> vatCode = Field.string(name, value);
                case "CostCenterItemId1" -> costCenterItemId1 = Field.id(name, value);
                case "CostCenterItemId2" -> costCenterItemId2 = Field.id(name, value);
                case "CostCenterItemId3" -> costCenterItemId3 = Field.id(name, value);
                case "ProjectId" -> projectId = Field.id(name, value);
                default -> extra.put(name, value);
            }
        }

        VoucherRow row() {
            return new VoucherRow(
                    present("AccountNumber", account),
                    debit,
                    credit,
                    text,
                    vatCodeId,
                    vatCode,
                    costCenterItemId1,
                    costCenterItemId2,
                    costCenterItemId3,
                    projectId,
                    extra.text());
        }
    }
}
