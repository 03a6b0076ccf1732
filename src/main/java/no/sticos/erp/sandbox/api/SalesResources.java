package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resources.byId;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING;
import static no.sticos.erp.sandbox.universe.Variant.PRO;
import static no.sticos.erp.sandbox.universe.Variant.SOLO;
import static no.sticos.erp.sandbox.universe.Variant.STANDARD;

import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;
import no.sticos.erp.sandbox.trade.Item;

/** Customers, what they were invoiced, what they owe, and what is sold to them. */
final class SalesResources {
    private static final Reach SALES = Reach.of(Set.of("sales"), PRO, STANDARD, INVOICING, SOLO);
    private static final Set<String> PRICES = Set.of("showPricesWithTwoDecimals", "customerId");
    private static final String SINCE = "modifiedSinceUtc";

    private SalesResources() {}

    static List<Resource> all() {
        return List.of(
                new Listed<>(
                        "/customers",
                        SALES,
                        CustomerShape.CUSTOMER,
                        asked -> Source.of(Card.customers(asked.company()))),
                new Single<>(
                        "/customers/{customerId}",
                        SALES,
                        CustomerShape.CUSTOMER,
                        asked -> byId(asked, "customerId", Card.customers(asked.company()), Card::id)),
                new Listed<>(
                        "/customerinvoices",
                        SALES,
                        CustomerInvoiceShape.INVOICE,
                        SalesResources::invoices,
                        Set.of(SINCE)),
                new Single<>(
                        "/customerinvoices/{invoiceId}",
                        SALES,
                        CustomerInvoiceShape.INVOICE,
                        asked -> new Invoice(asked.company(), byId(asked, "invoiceId", items(asked), Item::id))),
                new Listed<>(
                        "/customerledgeritems",
                        SALES,
                        CustomerLedgerItemShape.ITEM,
                        asked -> Invoice.receivables(asked.company())),
                new Single<>(
                        "/customerledgeritems/{customerLedgerItemId}",
                        SALES,
                        CustomerLedgerItemShape.ITEM,
                        SalesResources::ledgerItem),
                new Listed<>(
                        "/articles",
                        SALES,
                        ArticleShapes.ARTICLE,
                        asked -> Source.of(ArticleShapes.articles(asked.company())),
                        PRICES),
                new Single<>(
                        "/articles/{articleId}",
                        SALES,
                        ArticleShapes.ARTICLE,
                        asked -> byId(
                                asked, "articleId", ArticleShapes.articles(asked.company()), ArticleShapes.Sold::id),
                        PRICES),
                new Listed<>(
                        "/articleaccountcodings",
                        SALES,
                        ArticleShapes.CODING,
                        asked -> Source.of(ArticleShapes.codings(asked.company())),
                        Set.of("vatRateDate")),
                new Listed<>(
                        "/units", SALES, ArticleShapes.UNIT, asked -> Source.of(ArticleShapes.units(asked.company()))),
                new Single<>(
                        "/units/{id}",
                        SALES,
                        ArticleShapes.UNIT,
                        asked -> byId(asked, "id", ArticleShapes.units(asked.company()), unit -> unit.unit()
                                .id(unit.company()))));
    }

    private static List<Item> items(Asked asked) {
        return asked.company().trade().now().receivables();
    }

    private static Source<Invoice> invoices(Asked asked) {
        var since = asked.query().get(SINCE);
        if (since == null) {
            return Invoice.receivables(asked.company());
        }
        var from = Resources.time(since);
        var standing = asked.company().trade().now();
        return Source.of(
                standing.receivables().stream()
                        .filter(item -> !item.modified().isBefore(from))
                        .toList(),
                item -> new Invoice(asked.company(), item),
                standing.revision());
    }

    private static Invoice ledgerItem(Asked asked) {
        return byId(
                asked,
                "customerLedgerItemId",
                items(asked).stream()
                        .map(item -> new Invoice(asked.company(), item))
                        .toList(),
                Invoice::ledgerItemId);
    }
}
