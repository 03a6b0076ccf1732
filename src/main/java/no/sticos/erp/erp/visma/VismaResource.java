package no.sticos.erp.erp.visma;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import org.jspecify.annotations.Nullable;

/**
 * How a resource is asked for: address, order, stamp, consent and fields (facts.md §4.1, §4.3). All of them
 * stand in the {@link ResourceTable}.
 *
 * @param resource what it is in the house
 * @param path the path's template; what stands in braces is the query's scope
 * @param asking further parameters of the address; may be empty
 * @param orderBy a property that never changes, so that pages do not shift under a change (facts.md §2.1
 *     promises no order); null for a bare object, which has no pages
 * @param stamp the property that tells when a document last changed; null if there is none, and then a
 *     query for changes reads everything
 * @param consent the OAuth scope that it needs; where Visma takes one of several, the one we name to people
 * @param content its documents' fields
 */
record VismaResource(
        Resource resource,
        String path,
        String asking,
        @Nullable String orderBy,
        @Nullable String stamp,
        String consent,
        Content content) {
    static final String ACCOUNTING = "ea:accounting_readonly";
    static final String SALES = "ea:sales_readonly";
    static final String PURCHASE = "ea:purchase_readonly";

    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** A list without a stamp, in the order of its documents' id. */
    static VismaResource at(Resource resource, String path, String consent, Content content) {
        return new VismaResource(resource, path, "", "Id", null, consent, content);
    }

    VismaResource sortedBy(@Nullable String property) {
        return new VismaResource(resource, path, asking, property, stamp, consent, content);
    }

    VismaResource stamped(String property) {
        return new VismaResource(resource, path, asking, orderBy, property, consent, content);
    }

    VismaResource asking(String parameters) {
        return new VismaResource(resource, path, parameters, orderBy, stamp, consent, content);
    }

    /** The part of a scope that names something: the bank account of {@code <id>/matched}. */
    static String subject(String scope) {
        int slash = scope.indexOf('/');
        return slash < 0 ? scope : scope.substring(0, slash);
    }

    boolean isBare() {
        return orderBy == null;
    }

    DocumentReader reader() {
        return resource == Resource.VOUCHERS ? new VoucherReader() : new ItemReader(resource, content, stamp);
    }

    /** The address of a page; refuses a scope that is not what the path asks for. */
    URI address(URI api, Query query, int number, int pageSize) {
        var base = api + filled(subject(query.scope()));
        if (isBare()) {
            return URI.create(base);
        }
        var paging = "?$page=" + number + "&$pagesize=" + (query.countOnly() ? 1 : pageSize) + "&$orderby=" + orderBy;
        var more = asking.isEmpty() ? "" : "&" + asking;
        return URI.create(base + paging + more + filter(query));
    }

    /** Vouchers can be asked for with and without a year; a bank account's two lists differ in their last word. */
    boolean answers(Query query) {
        var scope = query.scope();
        boolean scoped = path.contains("{");
        int slash = scope.indexOf('/');
        return query.resource() == resource
                && scoped != scope.isEmpty()
                && (slash < 0 || path.endsWith(scope.substring(slash)));
    }

    private String filled(String subject) {
        int open = path.indexOf('{');
        if (open < 0) {
            return path;
        }
        int close = path.indexOf('}');
        var sound = path.startsWith("{date}", open)
                ? LocalDate.parse(subject).toString()
                : UUID.fromString(subject).toString();
        return path.substring(0, open) + sound + path.substring(close + 1);
    }

    /** {@code ge}, not {@code gt}: stamps can be tied (facts.md §2.3), and so can numbers of two series. */
    private String filter(Query query) {
        var since = query.changedSince();
        var terms = Stream.of(
                        since == null || stamp == null ? "" : stamp + " ge " + SEVEN_DIGITS.format(since),
                        query.fromNumber() == null ? "" : orderBy + " ge " + query.fromNumber())
                .filter(term -> !term.isEmpty())
                .collect(Collectors.joining(" and "));
        return terms.isEmpty() ? "" : "&$filter=" + encoded(terms);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
