package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import no.sticos.erp.testing.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are judged as a whole implementation of JSON Schema judges them. */
class ShapeTest {
    private static final JsonObject SCHEMA = new JsonObject(
            """
            {"type": "object", "required": ["form", "ids"], "additionalProperties": false, "properties": {
              "form": {"type": "string", "format": "uuid"},
              "day": {"type": ["string", "null"], "format": "date"},
              "at": {"type": "string", "format": "date-time"},
              "word": {"type": "string", "enum": ["a", "b"]},
              "name": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-zæøå😀]*$"},
              "number": {"type": ["integer", "null"], "minimum": 5, "maximum": 1440},
              "yes": {"type": "boolean"},
              "ids": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
                      "items": {"type": "integer", "minimum": 1}}}}
            """);

    private final Shape shape = new Shape(SCHEMA);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form | '1'",
                "form | 'A9A2C1F0-0b0e-4f0b-9a53-0d3c1f2b9e11'",
                "form | null",
                "form | 7",
                "day | null",
                "day | '2026-02-29'",
                "day | '2024-02-29'",
                "day | '2024-2-9'",
                "at | '2026-01-01T00:00:00Z'",
                "at | '2026-01-01T00:00:00'",
                "at | 'now'",
                "word | 'a'",
                "word | 'c'",
                "word | null",
                "name | ''",
                "name | 'æøå'",
                "name | '😀😀😀'",
                "name | '😀😀😀😀'",
                "name | 'A'",
                "number | 4",
                "number | 5",
                "number | 1440",
                "number | 1441",
                "number | null",
                "number | '5'",
                "number | 5.5",
                "number | 99999999999999999999",
                "yes | true",
                "yes | 'true'",
                "yes | null",
                "ids | []",
                "ids | [1]",
                "ids | [1, 1]",
                "ids | [1, 2, 3, 4]",
                "ids | [0]",
                "ids | [null]",
                "ids | ['1']",
                "ids | {}",
                "other | 1"
            })
    void a_value_is_right_where_a_library_says_so(String name, String value) throws Exception {
        var text = "{\"form\": \"6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11\", \"ids\": [7]}";
        var body = new JsonObject(text).mergeIn(new JsonObject("{\"" + name + "\": " + value.replace('\'', '"') + "}"));

        assertThat(shape.misfit("", body).isEmpty())
                .as(body.encode())
                .isEqualTo(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SCHEMA.encode())
                        .validate(
                                Schemas.JSON.readTree(body.encode()),
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                        .isEmpty());
    }

    @Test
    void what_is_wrong_is_named_by_the_way_to_it() {
        assertThat(shape.misfit("", new JsonObject())).contains("form");
        assertThat(shape.misfit("", new JsonArray())).contains("");
        assertThat(shape.misfit(
                        "",
                        new JsonObject()
                                .put("form", "6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11")
                                .put("ids", new JsonArray().add(1).add(0))))
                .contains("ids.1");
    }

    @Test
    void no_text_holds_what_the_database_does_not_take() {
        assertThat(new Shape(new JsonObject("{\"type\": \"string\"}")).misfit("q", "a\u0000b"))
                .contains("q");
    }

    @Test
    void an_address_parameter_is_read_as_what_it_is_and_given_once() {
        var number = new Shape(new JsonObject("{\"type\": \"integer\", \"minimum\": 1, \"default\": 50}"));
        assertThat(number.read(List.of("12"))).isEqualTo(12L);
        assertThat(number.usual()).isEqualTo(50);
        for (var wrong : List.of(List.of("x"), List.of(""), List.of("1", "2"), List.of("0x1"), List.of("0"))) {
            assertThat(number.misfit("limit", number.read(wrong)))
                    .as("%s", wrong)
                    .contains("limit");
        }
        var several = new Shape(new JsonObject(
                "{\"type\": \"array\", \"items\": {\"type\": \"string\", \"enum\": [\"OK\", \"HELD\"]}}"));
        assertThat(several.misfit("state", several.read(List.of("OK", "HELD")))).isEmpty();
        assertThat(several.misfit("state", several.read(List.of("OK", "ok")))).contains("state.1");
    }
}
