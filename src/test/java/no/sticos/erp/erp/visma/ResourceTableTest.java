package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.Product;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the declarations, the document that tells of them, and the addresses they lead to together. */
class ResourceTableTest {
    private static final URI API = URI.create("https://visma.example/v2");
    private static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Path DOCUMENT = Path.of("src/docs/resources.md");
    private static final Map<Resource.Scopes, List<String>> SCOPES = Map.of(
            Resource.Scopes.NONE, List.of(""),
            Resource.Scopes.FISCAL_YEARS, List.of(ID),
            Resource.Scopes.BALANCE_DATES, List.of("2026-12-31"),
            Resource.Scopes.BANK_ACCOUNTS, List.of(ID + "/unmatched", ID + "/matched"));

    @ParameterizedTest
    @EnumSource(Resource.class)
    void every_resource_is_declared_for_each_of_its_lists(Resource resource) {
        for (var scope : SCOPES.getOrDefault(resource.scopes(), List.of())) {
            var query = Query.within(resource, scope);
            var address = ResourceTable.of(query).address(API, query, 1, 1000).toString();

            assertThat(ResourceTable.of(query).resource()).isEqualTo(resource);
            assertThat(address).startsWith(API + "/").doesNotContain("{");
        }
    }

    @Test
    void the_document_has_a_line_for_every_declaration_and_no_other() throws IOException {
        var lines = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(lines.stream().map(ResourceTableTest::withoutProducts))
                .containsExactlyInAnyOrderElementsOf(
                        ResourceTable.ALL.stream().map(ResourceTableTest::line).toList());
        assertThat(lines).allSatisfy(line -> assertThat(products(line))
                .isNotEmpty()
                .isSubsetOf(Products.ALL.stream().map(Product::id).toList()));
    }

    @Test
    void pages_are_in_an_order_that_a_change_of_a_document_does_not_move() {
        for (var resource : ResourceTable.ALL) {
            var fixed = new TreeSet<>(List.of("StartDate", "Number"));
            resource.content().key().forEach(field -> fixed.add(field.name()));
            assertThat(resource.isBare() || fixed.contains(resource.orderBy()))
                    .as(resource.path())
                    .isTrue();
        }
    }

    @Test
    void a_query_for_changes_filters_where_there_is_a_stamp_and_reads_everything_where_there_is_none() {
        var since = Instant.parse("2026-11-24T10:00:00Z");

        assertThat(address(Query.all(Resource.CUSTOMERS).since(since)))
                .endsWith("&$filter=ChangedUtc%20ge%202026-11-24T10%3A00%3A00.0000000Z");
        assertThat(address(Query.all(Resource.UNITS).since(since)))
                .isEqualTo(API + "/units?$page=1&$pagesize=1000&$orderby=Id");
    }

    private static String address(Query query) {
        return ResourceTable.of(query).address(API, query, 1, 1000).toString();
    }

    /** Everything about a resource but who uses it. */
    static String line(VismaResource resource) {
        var content = resource.content();
        return "| "
                + String.join(
                        " | ",
                        code(List.of(resource.resource().id())),
                        code(List.of(resource.path())),
                        code(List.of(resource.consent())),
                        code(content.key().stream().map(Field::name).toList()),
                        resource.stamp() == null ? "–" : code(List.of(resource.stamp())),
                        code(new TreeSet<>(content.passing())),
                        code(List.of("ledger." + resource.resource().id())))
                + " |";
    }

    private static String code(Collection<String> names) {
        return names.isEmpty()
                ? "–"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String withoutProducts(String line) {
        return line.substring(0, line.lastIndexOf(" | ") + 2);
    }

    private static List<String> products(String line) {
        var last = line.substring(line.lastIndexOf(" | ") + 3).replace(" |", "");
        return List.of(last.split(", "));
    }
}
