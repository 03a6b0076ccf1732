package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.universe.Company;
import org.jspecify.annotations.Nullable;

/** Attachment and AttachmentLinkApi (facts.md §4.3): links only, there is no document behind them. */
final class AttachmentShapes {
    private static final int SUPPLIER_INVOICE = 1;
    private static final int MATCHED = 0;
    private static final int UNMATCHED = 1;
    private static final int LOOSE = 2;
    private static final long SALT = 0x53434E53L;
    /** Shaped like the documented address (facts.md §4.1), of a host that does not exist. */
    private static final String STORAGE = "https://eaccountingstorageno.sandkasse.example/temp/fileanonymous/";

    /** A scanned document; without an invoice it waits for somebody to book it. */
    record Scan(UUID id, @Nullable Invoice invoice, LocalDate date, boolean withUrl) {
        @Nullable
        UUID invoiceId() {
            return invoice == null ? null : invoice.id();
        }
    }

    static final Shape<Scan> ATTACHMENT = Shape.of(
            Field.of("Id", Scan::id),
            Field.fixed("ContentType", "application/pdf"),
            Field.of("DocumentId", Scan::invoiceId),
            Field.of("AttachedDocumentType", scan -> scan.invoice() == null ? 0 : SUPPLIER_INVOICE),
            Field.fixed("MessageThreads", List.of()),
            Field.fixed("Notes", List.of()),
            Field.fixed("PhotoSource", 0),
            Field.of("FileName", scan -> scan.id() + ".pdf"),
            Field.of("TemporaryUrl", scan -> scan.withUrl() ? STORAGE + scan.id() : null),
            Field.fixed("Comment", null),
            Field.of(
                    "SupplierName",
                    scan -> scan.invoice() == null
                            ? null
                            : scan.invoice().party().name()),
            Field.fixed("CurrencyCode", "NOK"),
            Field.of(
                    "AmountInvoiceCurrency",
                    scan -> new Money(
                            scan.invoice() == null ? 0 : scan.invoice().item().total())),
            Field.fixed("Type", 0),
            Field.of("AttachmentStatus", scan -> scan.invoice() == null ? UNMATCHED : MATCHED),
            Field.fixed("UploadedBy", "Sandkasse"),
            Field.of("ImageDate", Scan::date),
            Field.fixed("TransactionDate", null),
            Field.fixed("Ocr", null),
            Field.fixed("InvoiceNumber", null),
            Field.fixed("Vat", null),
            Field.fixed("DueDate", null),
            Field.fixed("SupplierCorporateIdentityNumber", null),
            Field.fixed("PaymentDate", null));

    /** By the id of the supplier's invoice. */
    static final Shape<UUID> LINK = Shape.of(
            Field.of("DocumentId", source -> source),
            Field.fixed("DocumentType", SUPPLIER_INVOICE),
            Field.of("AttachmentIds", source -> List.of(Invoice.attachmentId(source))));

    private AttachmentShapes() {}

    static List<Scan> scans(Company company, boolean matched, boolean withUrl) {
        var booked = company.trade().now().payables().stream()
                .filter(item -> matched && !item.isQuick())
                .map(item ->
                        new Scan(Invoice.attachmentId(item.id()), new Invoice(company, item), item.date(), withUrl));
        var plan = company.books().plan();
        var loose = IntStream.range(0, LOOSE)
                .mapToObj(i -> new Scan(
                        Mix.uuid(plan.seed() ^ SALT, i), null, plan.today().minusDays(i), withUrl));
        return Stream.concat(booked, loose).toList();
    }
}
