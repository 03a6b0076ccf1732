package no.sticos.erp.sandbox.api;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.sandbox.trade.Terms;
import no.sticos.erp.sandbox.universe.Company;

/** TermsOfPaymentApi (facts.md §4.3). */
final class TermsShape {
    /** Terms with the company whose they are. */
    record Held(Terms terms, long company) {
        UUID id() {
            return terms.id(company);
        }
    }

    static final Shape<Held> TERMS = Shape.of(
            Field.of("Id", Held::id),
            Field.of("Name", held -> held.terms().title()),
            Field.of("NameEnglish", held -> held.terms().english()),
            Field.of("NumberOfDays", held -> held.terms().days()),
            Field.of("TermsOfPaymentTypeId", held -> held.terms().type()),
            Field.fixed("TermsOfPaymentTypeText", null),
            Field.fixed("AvailableForSales", true),
            Field.fixed("AvailableForPurchase", true));

    private TermsShape() {}

    static List<Held> all(Company company) {
        return Arrays.stream(Terms.values()).map(terms -> held(company, terms)).toList();
    }

    static Held held(Company company, Terms terms) {
        return new Held(terms, company.books().plan().seed());
    }
}
