package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resources.byId;
import static no.sticos.erp.sandbox.universe.Variant.BOOKKEEPING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING_COLLABORATION;
import static no.sticos.erp.sandbox.universe.Variant.PRO;
import static no.sticos.erp.sandbox.universe.Variant.SOLO;
import static no.sticos.erp.sandbox.universe.Variant.STANDARD;

import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;
import no.sticos.erp.sandbox.trade.Item;

/** Suppliers, their invoices, the scans of these, and costs that wait for coming months. */
final class PurchaseResources {
    private static final Set<String> PURCHASE = Set.of("purchase");
    private static final Reach SUPPLIERS =
            Reach.of(PURCHASE, PRO, STANDARD, SOLO, BOOKKEEPING, INVOICING_COLLABORATION);
    private static final Reach INVOICES = Reach.of(PURCHASE, PRO, STANDARD, BOOKKEEPING, SOLO);
    private static final Reach ALLOCATION = Reach.of(PURCHASE, PRO, STANDARD, BOOKKEEPING);
    private static final Reach ATTACHMENTS =
            Reach.of(Set.of("purchase", "accounting"), PRO, STANDARD, INVOICING, BOOKKEEPING, SOLO);
    private static final String MATCHED = "includeMatched";
    private static final String WITH_URL = "includeTemporaryUrl";

    private PurchaseResources() {}

    static List<Resource> all() {
        return List.of(
                new Listed<>(
                        "/suppliers",
                        SUPPLIERS,
                        SupplierShape.SUPPLIER,
                        asked -> Source.of(Card.suppliers(asked.company()))),
                new Single<>(
                        "/suppliers/{id}",
                        SUPPLIERS,
                        SupplierShape.SUPPLIER,
                        asked -> byId(asked, "id", Card.suppliers(asked.company()), Card::id)),
                new Listed<>(
                        "/supplierinvoices",
                        INVOICES,
                        SupplierInvoiceShape.INVOICE,
                        asked -> Invoice.payables(asked.company())),
                new Single<>(
                        "/supplierinvoices/{id}",
                        INVOICES,
                        SupplierInvoiceShape.INVOICE,
                        asked -> new Invoice(
                                asked.company(),
                                byId(asked, "id", asked.company().trade().now().payables(), Item::id))),
                new Listed<>(
                        "/attachments",
                        ATTACHMENTS,
                        AttachmentShapes.ATTACHMENT,
                        PurchaseResources::scans,
                        Set.of(MATCHED, WITH_URL)),
                new Single<>(
                        "/attachments/{attachmentId}",
                        ATTACHMENTS,
                        AttachmentShapes.ATTACHMENT,
                        asked -> byId(
                                asked,
                                "attachmentId",
                                AttachmentShapes.scans(asked.company(), true, true),
                                AttachmentShapes.Scan::id)),
                new Listed<>(
                        "/allocationperiods",
                        ALLOCATION,
                        AllocationShape.PERIOD,
                        asked -> Source.of(AllocationShape.periods(asked.company()))),
                new Single<>(
                        "/allocationperiods/{allocationPeriodId}",
                        ALLOCATION,
                        AllocationShape.PERIOD,
                        asked -> byId(
                                asked,
                                "allocationPeriodId",
                                AllocationShape.periods(asked.company()),
                                AllocationShape.Period::id)));
    }

    private static Source<AttachmentShapes.Scan> scans(Asked asked) {
        return Source.of(AttachmentShapes.scans(asked.company(), asked.flag(MATCHED), asked.flag(WITH_URL)));
    }
}
