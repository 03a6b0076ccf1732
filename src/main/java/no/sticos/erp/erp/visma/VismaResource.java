package no.sticos.erp.erp.visma;

import static no.sticos.erp.erp.visma.Field.optional;
import static no.sticos.erp.erp.visma.Field.required;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.visma.Field.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The table of what we read: each resource's address, order, key and fields (facts.md §4.1, §4.3).
 *
 * @param resource what it is in the house
 * @param path the path's template; what stands in braces is the query's scope
 * @param orderBy a property that never changes, so that pages do not shift under a change (facts.md §2.1
 *     promises no order); null for a bare object, which has no pages
 * @param stamp the property that tells when a document last changed; null if there is none, and then a
 *     query for changes reads everything
 * @param consent the OAuth scope that it needs
 * @param content its documents' fields
 */
record VismaResource(
        Resource resource,
        String path,
        @Nullable String orderBy,
        @Nullable String stamp,
        String consent,
        Content content) {
    private static final String ACCOUNTING = "ea:accounting_readonly";
    private static final String SALES = "ea:sales_readonly";

    /** Counters move with every invoice and order; a sole proprietor's two numbers can be a fødselsnummer. */
    private static final VismaResource COMPANY_SETTINGS = new VismaResource(
            Resource.COMPANY_SETTINGS,
            "/companysettings",
            null,
            null,
            SALES,
            new Content(
                    List.of(optional("CompanyIdentifier", Kind.ANY)),
                    null,
                    List.of(
                            required("Name", Kind.ANY),
                            optional("CorporateIdentityNumber", Kind.ANY),
                            optional("VatCode", Kind.ANY),
                            required("CountryCode", Kind.ANY),
                            optional("CurrencyCode", Kind.ANY),
                            optional("AccountingLockedTo", Kind.ANY)),
                    Set.of(
                            "NextCustomerNumber",
                            "NextSupplierNumber",
                            "NextCustomerInvoiceNumber",
                            "NextQuoteNumber",
                            "NextOrderNumber",
                            "NextArticleNumber"),
                    Set.of("CorporateIdentityNumber", "VatCode")));

    private static final VismaResource FISCAL_YEARS = new VismaResource(
            Resource.FISCAL_YEARS,
            "/fiscalyears",
            "StartDate",
            null,
            ACCOUNTING,
            Content.of(
                    List.of(required("Id", Kind.ID)),
                    List.of(required("StartDate", Kind.DATE), required("EndDate", Kind.DATE))));

    private static final VismaResource ACCOUNTS = new VismaResource(
            Resource.ACCOUNTS,
            "/accounts/{fiscalyearId}",
            "Number",
            "ModifiedUtc",
            ACCOUNTING,
            Content.of(
                            List.of(required("FiscalYearId", Kind.ID), required("Number", Kind.ACCOUNT)),
                            List.of(
                                    required("Number", Kind.ACCOUNT),
                                    optional("Name", Kind.ANY),
                                    optional("Type", Kind.ANY),
                                    optional("VatCodeId", Kind.ID)))
                    .scopedBy("FiscalYearId"));

    private static final VismaResource OPENING_BALANCES = new VismaResource(
            Resource.OPENING_BALANCES,
            "/fiscalyears/openingbalances",
            "Number",
            null,
            ACCOUNTING,
            Content.of(
                    List.of(required("Number", Kind.ACCOUNT)),
                    List.of(required("Number", Kind.ACCOUNT), required("Balance", Kind.AMOUNT))));

    private static final VismaResource ACCOUNT_BALANCES = new VismaResource(
            Resource.ACCOUNT_BALANCES,
            "/accountbalances/{date}",
            "AccountNumber",
            null,
            ACCOUNTING,
            Content.of(
                            List.of(required("Date", Kind.DATE), required("AccountNumber", Kind.ACCOUNT)),
                            List.of(
                                    required("Date", Kind.DATE),
                                    required("AccountNumber", Kind.ACCOUNT),
                                    required("Balance", Kind.AMOUNT)))
                    .scopedBy("Date"));

    /**
     * By {@code Number}: of the three properties that a client is known to sort by (facts.md §2.2) it is
     * the one that a voucher never changes and that a new voucher has at the end. Series tie on it; a page
     * that shifted over a tie shows in the pass' count.
     */
    private static final VismaResource VOUCHERS_OF_YEAR = vouchers("/vouchers/{fiscalyearId}");

    private static final VismaResource VOUCHERS = vouchers("/vouchers");

    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The line of the table that answers {@code query}. */
    static VismaResource of(Query query) {
        return switch (query.resource()) {
            case COMPANY_SETTINGS -> COMPANY_SETTINGS;
            case FISCAL_YEARS -> FISCAL_YEARS;
            case ACCOUNTS -> ACCOUNTS;
            case OPENING_BALANCES -> OPENING_BALANCES;
            case ACCOUNT_BALANCES -> ACCOUNT_BALANCES;
            case VOUCHERS -> query.scope().isEmpty() ? VOUCHERS : VOUCHERS_OF_YEAR;
        };
    }

    private static VismaResource vouchers(String path) {
        var key = List.of(required("Id", Kind.ID));
        return new VismaResource(
                Resource.VOUCHERS, path, "Number", "ModifiedUtc", ACCOUNTING, Content.of(key, List.of()));
    }

    boolean isBare() {
        return orderBy == null;
    }

    DocumentReader reader() {
        return resource == Resource.VOUCHERS ? new VoucherReader() : new ItemReader(resource, content);
    }

    /** The address of a page; refuses a scope that is not what the path asks for. */
    URI address(URI api, Query query, int number, int pageSize) {
        var base = api + filled(query.scope());
        if (isBare()) {
            return URI.create(base);
        }
        var paging = "?$page=" + number + "&$pagesize=" + pageSize + "&$orderby=" + orderBy;
        return URI.create(base + paging + filter(query.changedSince()));
    }

    private String filled(String scope) {
        if (path.contains("{date}")) {
            return path.replace("{date}", LocalDate.parse(scope).toString());
        }
        if (path.contains("{fiscalyearId}")) {
            return path.replace("{fiscalyearId}", UUID.fromString(scope).toString());
        }
        return path;
    }

    /** {@code ge}, not {@code gt}: stamps can be tied (facts.md §2.3). */
    private String filter(@Nullable Instant since) {
        return since == null || stamp == null ? "" : "&$filter=" + encoded(stamp + " ge " + SEVEN_DIGITS.format(since));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
