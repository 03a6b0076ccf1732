package no.sticos.erp.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.contract.Contract;
import no.sticos.erp.sandbox.contract.Property;
import no.sticos.erp.sandbox.universe.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox's declarations are the documented ones, and our notes of the document are the document's words. */
class ContractTest {
    /** Not part of the project: where it is missing, only our notes are held. */
    private static final Path DOCUMENT = Path.of("..", "shared", "eaccounting", "openapi.json");

    private static final String PAGE = "PaginatedResponseOf";
    private static final Contract CONTRACT = Contract.kept();

    @Test
    void our_notes_are_what_vismas_document_says() throws IOException {
        assumeTrue(
                Files.exists(DOCUMENT),
                () -> "Visma's OpenAPI is not at " + DOCUMENT + ": OUR NOTES WERE NOT HELD TO IT");

        assertThat(CONTRACT.lines()).isEqualTo(ContractWriter.contract(DOCUMENT).lines());
    }

    @Test
    void every_path_is_noted_and_no_other() {
        assertThat(CONTRACT.operations().keySet())
                .isEqualTo(Resources.all().stream().map(Resource::path).collect(Collectors.toSet()));
    }

    static Iterable<Resource> resources() {
        return Resources.all();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_resource_is_reached_as_documented(Resource resource) {
        var documented = CONTRACT.operation(resource.path());

        assertThat(resource.query()).isEqualTo(documented.query().keySet());
        assertThat(resource.reach().scopes()).containsExactlyInAnyOrderElementsOf(documented.scopes());
        // A payroll company has no number among the product variants, so that no company can be one.
        assertThat(resource.reach().variants().stream().map(Variant::wire))
                .containsExactlyInAnyOrderElementsOf(documented.variants().stream()
                        .filter(variant -> !variant.equals("Payroll"))
                        .toList());
        assertThat(resource instanceof Resource.Listed)
                .isEqualTo(documented.answer().startsWith(PAGE));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_shape_writes_the_documented_properties_and_no_other(Resource resource) {
        var schema = CONTRACT.operation(resource.path()).answer().replace(PAGE, "");

        assertThat(resource.shape().fields().stream().filter(Field::written).map(Field::name))
                .containsExactlyInAnyOrderElementsOf(CONTRACT.schema(schema).keySet());
    }

    @Test
    void a_line_of_our_notes_reads_back_as_it_was_written() {
        assertThat(CONTRACT.lines().stream().filter(line -> line.contains(".")))
                .hasSizeGreaterThan(100)
                .allSatisfy(line -> {
                    var facts = line.substring(line.indexOf(" = ") + 3);
                    assertThat(
                                    line.startsWith("/") || line.startsWith("#")
                                            ? facts
                                            : Property.parse(facts).toString())
                            .isEqualTo(facts);
                });
    }
}
