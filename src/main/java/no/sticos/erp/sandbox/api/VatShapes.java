package no.sticos.erp.sandbox.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.universe.Company;

/** VatCodeApi, VatCodeRateApi and VatReportApi (facts.md §4.3). */
final class VatShapes {
    private static final LocalDate SINCE = LocalDate.of(2016, 1, 1);
    private static final long REPORT = 0x56415452L;

    /** A VAT term of two months that is over, and what was to be paid for it, in øre. */
    record Term(UUID id, LocalDate start, long ore) {
        LocalDate end() {
            return start.plusMonths(2).minusDays(1);
        }

        /** The ten days after the month that follows are the last (domain.md §2.3). */
        Instant created() {
            return start.plusMonths(3).atTime(10, 15).toInstant(ZoneOffset.UTC);
        }

        String name() {
            return "Mva " + (start.getMonthValue() / 2 + 1) + ". termin " + start.getYear();
        }
    }

    private static final Shape<VatCode> RELATED = Shape.of(
            Field.of("AccountNumber1", VatCode::account),
            Field.fixed("AccountNumber2", null),
            Field.fixed("AccountNumber3", null));

    static final Shape<VatCode> CODE = Shape.of(
            Field.of("Id", VatCode::id),
            Field.of("Code", VatCode::code),
            Field.of("Description", VatCode::description),
            Field.of("VatRate", VatCode::percent),
            Field.fixed("OssCodeType", 0),
            Field.of("RelatedAccounts", code -> Nested.one(RELATED, code)));

    private static final Shape<VatCode> RATE =
            Shape.of(Field.fixed("VatRateDate", SINCE), Field.of("VatRate", VatCode::percent));

    static final Shape<VatCode> CODE_RATES = Shape.of(
            Field.of("Id", VatCode::id),
            Field.of("Code", VatCode::code),
            Field.of("Description", VatCode::description),
            Field.of("VatRates", code -> Nested.list(RATE, List.of(code))),
            Field.fixed("OssCodeType", 0),
            Field.of("RelatedAccounts", code -> Nested.one(RELATED, code)));

    static final Shape<Term> REPORT_OF_TERM = Shape.of(
            Field.of("Id", Term::id),
            Field.of("Name", Term::name),
            Field.of("StartDate", Term::start),
            Field.of("EndDate", Term::end),
            Field.fixed("DocumentApprovalStatus", 0),
            Field.fixed("DocumentId", null),
            Field.of("CreatedUtc", Term::created),
            Field.fixed("IsRegretted", false),
            Field.fixed("RegrettedByUserId", null),
            Field.fixed("RegrettedDate", null),
            Field.of("ModifiedUtc", Term::created),
            Field.fixed("SentForApprovalByUserId", null),
            Field.fixed("VoucherId", null),
            Field.of("TotalAmount", term -> new Money(term.ore())),
            Field.fixed("ApprovalEventsHistory", List.of()));

    private VatShapes() {}

    /** The reports of all terms that are over for a month or more. */
    static List<Term> reports(Company company) {
        var plan = company.books().plan();
        return company.trade().now().vat().entrySet().stream()
                .filter(term -> term.getKey().plusMonths(3).isBefore(plan.today()))
                .map(term -> new Term(
                        Mix.uuid(plan.seed() ^ REPORT, term.getKey().toEpochDay()), term.getKey(), term.getValue()))
                .toList();
    }
}
