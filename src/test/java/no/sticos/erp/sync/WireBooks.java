package no.sticos.erp.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Secret;

/**
 * A company's books as Visma gives them, read without the product's adapter and told in the columns of the
 * published read model: each view's rows as canonical JSON, sorted.
 */
final class WireBooks {
    private static final JsonValue NULL = new JsonValue.Bare("null");
    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Set<String> VOUCHER = Set.of(
            "Id",
            "VoucherDate",
            "VoucherText",
            "Rows",
            "NumberAndNumberSeries",
            "NumberSeries",
            "ModifiedUtc",
            "VoucherType",
            "SourceId",
            "CreatedUtc");
    private static final Set<String> ROW = Set.of(
            "AccountNumber",
            "AccountDescription",
            "DebitAmount",
            "CreditAmount",
            "TransactionText",
            "CostCenterItemId1",
            "CostCenterItemId2",
            "CostCenterItemId3",
            "VatCodeId",
            "VatCodeAndPercent",
            "ProjectId");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final Secret token;
    private final SortedMap<String, List<String>> views = new TreeMap<>();

    private WireBooks(String api, Secret token) {
        this.api = api;
        this.token = token;
    }

    /** Reads everything there is. */
    static Map<String, List<String>> read(String api, Secret token) {
        return new WireBooks(api, token).views();
    }

    /** The registers' lines, each register under its view's name. */
    static Map<String, List<String>> registers(String api, Secret token) {
        var wire = new WireBooks(api, token);
        for (var register : Register.values()) {
            wire.list(register.path()).stream()
                    .flatMap(register::parts)
                    .forEach(part -> wire.note(
                            register.view(), columns(part, register.columns().toArray(String[]::new))));
        }
        wire.views.values().forEach(Collections::sort);
        return wire.views;
    }

    /** How many documents a list has. */
    static int total(String api, Secret token, String list) {
        var query = list.contains("?") ? "&$pagesize=1" : "?$pagesize=1";
        var meta = (JsonValue.Obj) Objects.requireNonNull(
                new WireBooks(api, token).get(list + query).get("Meta"));
        return Integer.parseInt(String.valueOf(
                Objects.requireNonNull(meta.get("TotalNumberOfResults")).text()));
    }

    private Map<String, List<String>> views() {
        item(
                "company_settings",
                get("/companysettings"),
                "name=Name",
                "country_code=CountryCode",
                "currency=CurrencyCode",
                "product_variant=ProductVariant",
                "accounting_locked_to=AccountingLockedTo",
                "accounting_lock_interval=AccountingLockInterval",
                "vat_period=VatPeriod",
                "activated_modules=ActivatedModules");
        var days = new TreeSet<LocalDate>();
        for (var year : list("/fiscalyears")) {
            days.add(LocalDate.parse(text(year, "StartDate")).minusDays(1));
            days.add(LocalDate.parse(text(year, "EndDate")));
            year(year);
        }
        list("/fiscalyears/openingbalances")
                .forEach(each -> item("opening_balances", each, "account=Number", "name=Name", "balance=Balance"));
        days.forEach(day -> list("/accountbalances/" + day).forEach(each -> balance(each, day)));
        views.values().forEach(Collections::sort);
        return views;
    }

    private void year(JsonValue.Obj year) {
        item(
                "fiscal_years",
                year,
                "fiscal_year_id=Id",
                "start_date=StartDate",
                "end_date=EndDate",
                "locked=IsLockedForAccounting",
                "bookkeeping_method=BookkeepingMethod");
        list("/accounts/" + text(year, "Id")).forEach(this::account);
        list("/vouchers/" + text(year, "Id")).forEach(this::voucher);
    }

    private void voucher(JsonValue.Obj from) {
        var voucher = columns(
                from,
                "voucher_id=Id",
                "voucher_date=VoucherDate",
                "number_series=NumberSeries",
                "number=NumberAndNumberSeries",
                "voucher_text=VoucherText",
                "voucher_type=VoucherType",
                "source_id=SourceId");
        voucher.put("modified_utc", stamp(from, "ModifiedUtc"));
        voucher.put("created_utc", stamp(from, "CreatedUtc"));
        voucher.put("extra", extra(from, VOUCHER));
        note("vouchers", voucher);
        int number = 0;
        for (var row : elements(from, "Rows")) {
            number++;
            voucherRow(from, number, row);
        }
    }

    private void voucherRow(JsonValue.Obj voucher, int number, JsonValue.Obj from) {
        var row = columns(
                from,
                "account=AccountNumber",
                "debit=DebitAmount",
                "credit=CreditAmount",
                "vat_code_id=VatCodeId",
                "vat_code=VatCodeAndPercent",
                "cost_center_item_id1=CostCenterItemId1",
                "cost_center_item_id2=CostCenterItemId2",
                "cost_center_item_id3=CostCenterItemId3",
                "project_id=ProjectId",
                "row_text=TransactionText");
        row.putAll(columns(voucher, "voucher_id=Id", "voucher_date=VoucherDate"));
        row.put("row_no", new JsonValue.Bare(Integer.toString(number)));
        row.put("extra", extra(from, ROW));
        note("voucher_rows", row);
    }

    /** An item: some columns for the eye, and all of it. */
    private void item(String view, JsonValue.Obj from, String... columns) {
        var item = columns(from, columns);
        item.put("body", from);
        note(view, item);
    }

    private void account(JsonValue.Obj from) {
        var account = columns(from, "fiscal_year_id=FiscalYearId", "name=Name", "active=IsActive");
        // Text in the chart of accounts, a number everywhere else.
        account.put("account", new JsonValue.Bare(text(from, "Number")));
        account.put("body", from);
        note("accounts", account);
    }

    private void balance(JsonValue.Obj from, LocalDate day) {
        from.fields().put("Date", new JsonValue.Text(day.toString()));
        item("account_balances", from, "at_date=Date", "account=AccountNumber", "name=AccountName", "balance=Balance");
    }

    private void note(String view, SortedMap<String, JsonValue> row) {
        views.computeIfAbsent(view, each -> new ArrayList<>()).add(new JsonValue.Obj(row).text());
    }

    /** Columns and the fields that they show; a missing field is a null. */
    private static SortedMap<String, JsonValue> columns(JsonValue.Obj from, String... columns) {
        var row = new TreeMap<String, JsonValue>();
        for (var column : columns) {
            var names = column.split("=", 2);
            row.put(names[0], from.fields().getOrDefault(names[1], NULL));
        }
        return row;
    }

    /** The fields without a column of their own; there a null says no more than absence does. */
    private static JsonValue extra(JsonValue.Obj from, Set<String> columns) {
        var extra = new TreeMap<>(from.fields());
        extra.keySet().removeAll(columns);
        extra.values().removeIf(JsonValue::isNull);
        return extra.isEmpty() ? NULL : new JsonValue.Obj(extra);
    }

    private static JsonValue stamp(JsonValue.Obj from, String name) {
        var text = from.string(name);
        return text == null ? NULL : new JsonValue.Text(SEVEN_DIGITS.format(Instant.parse(text)));
    }

    private static String text(JsonValue.Obj from, String name) {
        return String.valueOf(from.string(name));
    }

    private List<JsonValue.Obj> list(String path) {
        return elements(get(path + "?$pagesize=1000"), "Data");
    }

    static List<JsonValue.Obj> elements(JsonValue.Obj from, String name) {
        return from.get(name) instanceof JsonValue.Arr array
                ? array.elements().stream().map(JsonValue.Obj.class::cast).toList()
                : List.of();
    }

    private JsonValue.Obj get(String path) {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + token.reveal())
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " at " + path);
            }
            var parser = JsonReading.parser(answer.body());
            parser.nextToken();
            return (JsonValue.Obj) JsonValue.read(parser, UnaryOperator.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
