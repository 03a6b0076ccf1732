package no.sticos.erp.sandbox.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.api.Article.Unit;
import no.sticos.erp.sandbox.universe.Company;

/** ArticleApi, ArticleAccountCodingApi and UnitApi (facts.md §4.3). */
final class ArticleShapes {
    private static final Money PRICE = new Money(50_000);
    private static final Instant SINCE = Instant.parse("2020-01-02T08:00:00Z");

    /** An article with the company that sells it. */
    record Sold(Article article, long company) {
        UUID id() {
            return article.id(company);
        }
    }

    /** A unit with the company that counts in it. */
    record Counted(Unit unit, long company) {}

    static final Shape<Sold> ARTICLE = Shape.of(
            Field.of("Id", Sold::id),
            Field.of("IsActive", sold -> sold.article().isActive),
            Field.of("Number", sold -> sold.article().number),
            Field.of("Name", sold -> sold.article().title),
            Field.fixed("NameEnglish", null),
            Field.fixed("NetPrice", PRICE),
            Field.fixed("NetPriceWithDiscount", PRICE),
            Field.of(
                    "GrossPrice",
                    sold -> new Money(PRICE.ore() * (100 + sold.article().percent()) / 100)),
            Field.of("CodingId", sold -> sold.article().codingId(sold.company())),
            Field.of("CodingName", sold -> coding(sold.article())),
            Field.of("UnitId", sold -> sold.article().unit.id(sold.company())),
            Field.of("UnitName", sold -> sold.article().unit.title),
            Field.of("UnitAbbreviation", sold -> sold.article().unit.abbreviation),
            Field.fixed("StockBalance", Money.ZERO),
            Field.fixed("StockBalanceManuallyChangedUtc", null),
            Field.fixed("StockBalanceReserved", Money.ZERO),
            Field.fixed("StockBalanceAvailable", Money.ZERO),
            Field.fixed("CreatedUtc", SINCE),
            Field.fixed("ChangedUtc", SINCE),
            Field.fixed("HouseWorkType", null),
            Field.fixed("PurchasePrice", Money.ZERO),
            Field.fixed("PurchasePriceManuallyChangedUtc", null),
            Field.fixed("SendToWebshop", false),
            Field.fixed("UsesMoss", false),
            Field.fixed("ArticleLabels", List.of()),
            Field.fixed("MessageThreads", List.of()),
            Field.fixed("Notes", List.of()),
            Field.fixed("Note", null),
            Field.fixed("IsStock", false),
            Field.fixed("ShowStockInformation", false),
            Field.of("IsServiceArticle", sold -> sold.article().unit == Unit.HOUR),
            Field.fixed("StockLocationReference", null),
            Field.fixed("FreightCosts", Money.ZERO),
            Field.fixed("FreightCostsManuallyChangedUtc", null),
            Field.fixed("UpdateStockPrices", false),
            Field.fixed("Barcodes", List.of()),
            Field.fixed("StockValue", Money.ZERO),
            Field.fixed("GreenTechnologyType", null),
            Field.fixed("DiscountPercentage", Money.ZERO),
            Field.fixed("CurrencyCode", "NOK"),
            Field.fixed("PurchasePriceWithCurrency", Money.ZERO),
            Field.fixed("FreightCostWithCurrency", Money.ZERO),
            Field.fixed("OrderingPoint", null),
            Field.fixed("SupplierId", null),
            Field.fixed("SupplierArticleNumber", null));

    static final Shape<Sold> CODING = Shape.of(
            Field.of("Id", sold -> sold.article().codingId(sold.company())),
            Field.of("Name", sold -> coding(sold.article())),
            Field.of("NameEnglish", sold -> coding(sold.article())),
            Field.of("Type", sold -> sold.article().unit == Unit.HOUR ? "Service" : "Goods"),
            Field.of(
                    "VatRate", sold -> VatCode.ofAccount(sold.article().account).code()),
            Field.fixed("IsActive", true),
            Field.of("VatRatePercent", sold -> sold.article().percent()),
            Field.fixed("DomesticSalesSubjectToReversedConstructionVatAccountNumber", null),
            Field.of("DomesticSalesSubjectToVatAccountNumber", sold -> sold.article().account),
            Field.fixed("DomesticSalesVatExemptAccountNumber", 3100),
            Field.fixed("ForeignSalesSubjectToMossAccountNumber", null),
            Field.fixed("ForeignSalesSubjectToThirdPartySalesAccountNumber", null),
            Field.fixed("ForeignSalesSubjectToVatWithinEuAccountNumber", null),
            Field.fixed("ForeignSalesVatExemptOutsideEuAccountNumber", null),
            Field.fixed("ForeignSalesVatExemptWithinEuAccountNumber", null),
            Field.fixed("DomesticSalesVatCodeExemptAccountNumber", null),
            Field.fixed("ChangedUtc", SINCE));

    static final Shape<Counted> UNIT = Shape.of(
            Field.of("Id", counted -> counted.unit().id(counted.company())),
            Field.of("Name", counted -> counted.unit().title),
            Field.of("Code", counted -> counted.unit().name()),
            Field.of("Abbreviation", counted -> counted.unit().abbreviation),
            Field.of("AbbreviationEnglish", counted -> counted.unit().english));

    private ArticleShapes() {}

    static List<Sold> articles(Company company) {
        return sold(company, Arrays.stream(Article.values()));
    }

    /** One for each account. */
    static List<Sold> codings(Company company) {
        return sold(company, Arrays.stream(Article.values()).filter(article -> article.isActive));
    }

    static List<Counted> units(Company company) {
        long seed = company.books().plan().seed();
        return Arrays.stream(Unit.values()).map(unit -> new Counted(unit, seed)).toList();
    }

    private static List<Sold> sold(Company company, Stream<Article> articles) {
        long seed = company.books().plan().seed();
        return articles.map(article -> new Sold(article, seed)).toList();
    }

    private static String coding(Article article) {
        return "Salg konto " + article.account;
    }
}
