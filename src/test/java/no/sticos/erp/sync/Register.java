package no.sticos.erp.sync;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.JsonValue;

/** Lists beside the books, by the columns that are neither personal nor passing, and what each shows of the wire. */
enum Register {
    CUSTOMERS("/customers", "customer_id=Id", "name=Name", "number=CustomerNumber"),
    SUPPLIERS("/suppliers", "supplier_id=Id", "name=Name", "number=SupplierNumber"),
    CUSTOMER_LEDGER_ITEMS(
            "/customerledgeritems",
            "customer_ledger_item_id=Id",
            "due_date=DueDate",
            "total=TotalAmountInvoiceCurrency",
            "remaining=RemainingAmountInvoiceCurrency"),
    CUSTOMER_INVOICES("/customerinvoices", "customer_invoice_id=Id", "total=TotalAmount", "remaining=RemainingAmount"),
    SUPPLIER_INVOICES("/supplierinvoices", "supplier_invoice_id=Id", "total=TotalAmount", "remaining=RemainingAmount"),
    COST_CENTER_ITEMS("/costcenters", "cost_center_item_id=Id", "short_name=ShortName", "name=Name"),
    PROJECTS("/projects", "project_id=Id", "number=Number", "name=Name");

    private final String path;
    private final String columns;

    Register(String path, String... columns) {
        this.path = path;
        this.columns = String.join(" ", columns);
    }

    String view() {
        return name().toLowerCase(Locale.ROOT);
    }

    String path() {
        return path;
    }

    /** Each with its field on the wire, {@code total=TotalAmount}; the first one is the key. */
    List<String> columns() {
        return List.of(columns.split(" "));
    }

    /** The arguments of {@code jsonb_build_object} that make a line of them. */
    String pairs() {
        return columns().stream()
                .map(column -> column.substring(0, column.indexOf('=')))
                .map(name -> "'" + name + "', v." + name)
                .collect(Collectors.joining(", "));
    }

    /** What of a document makes a line each. */
    Stream<JsonValue.Obj> parts(JsonValue.Obj document) {
        return this == COST_CENTER_ITEMS ? WireBooks.elements(document, "Items").stream() : Stream.of(document);
    }
}
