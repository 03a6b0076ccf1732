package no.sticos.erp.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @Test
    void names_are_sorted_and_spaces_go() {
        assertThat(JsonValue.canonical("{ \"b\" : [ 1 , {\"d\":true, \"c\":null} ], \"a\" : \"x\" }"))
                .isEqualTo("{\"a\":\"x\",\"b\":[1,{\"c\":null,\"d\":true}]}");
    }

    @Test
    void numbers_keep_their_digits_and_lose_their_exponent() {
        assertThat(JsonValue.canonical("[1.10, 1E+3, 1e-3, -0.00, 123456789012345678901234567890.12]"))
                .isEqualTo("[1.10,1000,0.001,0.00,123456789012345678901234567890.12]");
    }

    @Test
    void texts_are_escaped_in_one_way() {
        assertThat(JsonValue.canonical("\"\\u00e6\\/\\n\\\"\"")).isEqualTo("\"æ/\\n\\\"\"");
    }

    @Test
    void canonical_text_stays_as_it_is() {
        var once = JsonValue.canonical("{\"b\":1.50,\"a\":[\"\\u0001\",\"😀\"]}");

        assertThat(JsonValue.canonical(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "{\"a\":1,\"a\":2}",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "{\"a\":",
                "",
                "{'a':1}"
            })
    void what_cannot_be_stored_as_it_is_is_refused(String json) {
        assertThatThrownBy(() -> JsonValue.canonical(json)).matches(error -> Fault.is(error, Cause.NOT_UNDERSTOOD));
    }

    @Test
    void numbers_and_nesting_without_end_are_refused() {
        assertThatThrownBy(() -> JsonValue.canonical("9".repeat(100_000)))
                .matches(error -> Fault.is(error, Cause.NOT_UNDERSTOOD));
        assertThatThrownBy(() -> JsonValue.canonical("[".repeat(500) + "]".repeat(500)))
                .hasMessageContaining("nested too deep");
    }
}
