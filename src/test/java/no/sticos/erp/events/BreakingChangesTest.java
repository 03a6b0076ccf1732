package no.sticos.erp.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import no.sticos.erp.events.BreakingChanges.Reader;
import no.sticos.erp.testing.Schemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 1 never breaks; a change that must goes into a version 2 beside it. */
class BreakingChangesTest {
    private static final String BEFORE =
            """
            {"$id": "urn:x", "type": "object", "description": "old",
             "properties": {"kind": {"enum": ["full", "delta"]},
                            "page": {"type": "integer", "minimum": 1},
                            "rows": {"type": "array", "items": {"type": "object", "properties": {
                                "amount": {"$ref": "urn:x#/$defs/decimal"}}, "required": ["amount"]}}},
             "required": ["kind", "page"],
             "allOf": [{"if": {"required": ["rows"]}, "then": {"required": ["page"]}}]}""";

    @Test
    void what_is_published_breaks_nobody_who_was_written_for_version_1() {
        assertThat(BreakingChanges.between(Schemas.of(Schemas.FROZEN), Schemas.of(Schemas.PUBLISHED)))
                .isEmpty();
    }

    @Test
    void each_schema_is_frozen_on_the_day_it_is_published() {
        assertThat(Schemas.of(Schemas.FROZEN))
                .as("copy a new schema into the frozen folder, and never touch it there again")
                .containsOnlyKeys(Schemas.of(Schemas.PUBLISHED).keySet());
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "kind": {           | "sort": {             | /properties/kind: removed
                    "type": "integer"   | "type": "string"      | /properties/page/type: changed
                    "type": "integer"   | "type": ["integer", "null"] | /properties/page/type: changed
                    "minimum": 1        | "minimum": 0          | /properties/page/minimum: changed
                    , "minimum": 1      | ``                    | /properties/page/minimum: removed
                    "minimum": 1        | "minimum": 1, "maximum": 9 | /properties/page/maximum: added
                    ["full", "delta"]   | ["full"]              | /properties/kind/enum/delta: removed
                    ["kind", "page"]    | ["kind"]              | /required/page: removed
                    "urn:x#/$defs/decimal" | "urn:x#/$defs/whole" | /properties/rows/items/properties/amount/$ref: changed
                    "required": ["amount"] | "title": "row"     | /properties/rows/items/required: removed
                    "then": {"required": ["page"]} | "then": {} | /allOf/0/then/required: removed
                    """)
    void a_planted_break_is_found(String old, String now, String told) {
        assertThat(BreakingChanges.between(tree(BEFORE), changed(old, now), Reader.PRODUCT))
                .containsExactly(told);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "kind": {           | "more": {"type": "string"}, "kind": {
                    "old"               | "new"
                    ["full", "delta"]   | ["full", "delta", "half"]
                    ["kind", "page"]    | ["kind", "page", "rows"]
                    "then": {"required": ["page"]}} | "then": {"required": ["page"]}}, {"if": {}, "then": {}}
                    """)
    void an_addition_breaks_nobody_who_reads(String old, String now) {
        assertThat(BreakingChanges.between(tree(BEFORE), changed(old, now), Reader.PRODUCT))
                .isEmpty();
    }

    @Test
    void of_a_request_nothing_more_may_be_asked_and_less_may() {
        var more = changed("[\"kind\", \"page\"]", "[\"kind\", \"page\", \"rows\"]");
        var less = changed("[\"kind\", \"page\"]", "[\"kind\"]");

        assertThat(BreakingChanges.between(tree(BEFORE), more, Reader.GATEWAY))
                .containsExactly("/required/rows: added");
        assertThat(BreakingChanges.between(tree(BEFORE), less, Reader.GATEWAY)).isEmpty();
    }

    @Test
    void a_schema_that_is_gone_is_found() {
        var before = new TreeMap<>(Map.of("a.json", tree("{}"), "b.json", tree("{}")));

        assertThat(BreakingChanges.between(before, Map.of("b.json", tree("{}"), "c.json", tree("{}"))))
                .containsExactly("a.json: removed");
    }

    private static JsonNode changed(String old, String now) {
        assertThat(BEFORE).contains(old);
        return tree(
                BEFORE.replaceFirst(java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(now)));
    }

    private static JsonNode tree(String json) {
        try {
            return Schemas.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
