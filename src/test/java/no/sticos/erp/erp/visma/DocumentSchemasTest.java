package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.testing.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What products are promised of a document is what the adapter has checked, no more and no less. */
class DocumentSchemasTest {
    private static final Map<String, JsonNode> SCHEMAS = Schemas.of(Schemas.PUBLISHED);

    private static final Map<Field.Kind, String> WORDS = Map.of(
            Field.Kind.ID, "id",
            Field.Kind.DATE, "date",
            Field.Kind.ACCOUNT, "account",
            Field.Kind.AMOUNT, "decimal",
            Field.Kind.WHOLE, "whole",
            Field.Kind.FLAG, "flag",
            Field.Kind.ANY, "text");

    @Test
    void each_resource_has_a_schema_and_the_pages_of_changes_refer_to_it() {
        var pages = schema("generation.changes.json").toString();

        for (var resource : Resource.values()) {
            var schema = schema(resource);
            assertThat(schema.path("$id").asText())
                    .isEqualTo("urn:sticos:erp-integrasjon:v1:document:" + resource.id());
            assertThat(pages)
                    .contains(
                            "{\"const\":\"" + resource.id() + "\"}",
                            "{\"$ref\":\"" + schema.path("$id").asText() + "\"}");
        }
        assertThat(SCHEMAS.keySet().stream().filter(path -> path.startsWith("documents/")))
                .hasSize(Resource.values().length);
    }

    static Stream<VismaResource> kept() {
        return ResourceTable.ALL.stream().filter(each -> each.resource() != Resource.VOUCHERS);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void a_schema_has_the_fields_that_are_checked(VismaResource resource) {
        var schema = schema(resource.resource());
        var content = resource.content();
        var keys = content.key().stream();
        var all = Stream.of(keys, content.books().stream(), content.typed().stream())
                .flatMap(each -> each)
                .toList();

        assertThat(schema.path("additionalProperties").asBoolean())
                .as("Visma's other fields travel too")
                .isTrue();
        all.forEach(field -> assertField(schema, field));
        content.parts().forEach(part -> assertPart(schema, part));
        Stream.of(content.personal(), content.dropped())
                .flatMap(Collection::stream)
                .filter(name -> all.stream().noneMatch(field -> field.name().equals(name)))
                .forEach(name -> assertThat(schema.at("/properties").has(camel(name)))
                        .as(name)
                        .isFalse());
        assertThat(schema.path("properties").size()).isEqualTo(named(resource).count());
    }

    private static Stream<String> named(VismaResource resource) {
        var content = resource.content();
        var fields = Stream.of(content.key(), content.books(), content.typed())
                .flatMap(Collection::stream)
                .map(Field::name);
        var parts = content.parts().stream().map(Content.Part::name);
        return Stream.of(fields, parts, Stream.ofNullable(resource.stamp()))
                .flatMap(each -> each)
                .distinct();
    }

    private static void assertField(JsonNode schema, Field field) {
        var name = camel(field.name());
        boolean required = contains(schema.path("required"), name);
        if (field.required()) {
            assertThat(required).as(name).isTrue();
        }
        assertThat(schema.path("properties").path(name).path("$ref").asText())
                .as(name)
                .endsWith("/" + WORDS.get(field.kind()) + (required ? "" : "OrNull"));
    }

    private static void assertPart(JsonNode schema, Content.Part part) {
        var place = schema.path("properties").path(camel(part.name()));
        var object = place.has("items") ? place.path("items") : place;
        part.fields().forEach(field -> assertField(object, field));
    }

    private static JsonNode schema(Resource resource) {
        return schema("documents/" + resource.id() + ".json");
    }

    private static JsonNode schema(String path) {
        return Objects.requireNonNull(SCHEMAS.get(path), path);
    }

    private static boolean contains(JsonNode list, String name) {
        return Arrays.stream(list.toString().split("[^A-Za-z0-9]+")).anyMatch(name::equals);
    }

    /** As {@code ledger.wire_form} spells it. */
    private static String camel(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
