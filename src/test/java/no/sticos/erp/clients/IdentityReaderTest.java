package no.sticos.erp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import no.sticos.erp.clients.ClientIdentity.Kind;
import no.sticos.erp.kernel.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityReaderTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final IdentityReader reader = new IdentityReader(Secret.of(KEY));

    @Test
    void an_orgnr_is_kept_in_canonical_form() {
        var identity = reader.read("NO 974 760 673 MVA", "NO");

        assertThat(identity.kind()).isEqualTo(Kind.ORGNR);
        assertThat(identity).hasToString("974760673");
    }

    @Test
    void a_personal_number_leaves_only_a_hash() {
        var identity = reader.read("038515 98730", "NO");

        assertThat(identity.kind()).isEqualTo(Kind.PERSONAL);
        assertThat(identity.personalHash())
                .isNotNull()
                .extracting(hash -> hash.length())
                .isEqualTo(32);
        assertThat(identity.text()).isNull();
        assertThat(identity).hasToString("PERSONAL");
    }

    @Test
    void the_same_person_has_the_same_hash_under_the_same_key_only() {
        var other = new IdentityReader(Secret.of(KEY.replace('0', 'x')));

        assertThat(reader.read("03851598730", "NO")).isEqualTo(reader.read("038515 98730", "no"));
        assertThat(reader.read("03851598730", "NO")).isNotEqualTo(other.read("03851598730", "NO"));
    }

    @ParameterizedTest
    @CsvSource({
        "SE, 850709-9805, sole trader",
        "SE, 19850709-9805, with its century",
        "SE, 850769-9805, coordination number",
        "DK, 070985-1234, day first",
        "FI, 131052-308T, a letter as check",
        "FI, 131052A3081, a letter as separator",
        "NL, 123456782, no date in it",
        "SE, 03851598730, Norwegian person abroad",
    })
    void what_can_be_a_person_abroad_is_hidden(String country, String text, String why) {
        var identity = reader.read(text, country);

        assertThat(identity.kind()).as(why).isEqualTo(Kind.PERSONAL);
        assertThat(identity.text()).isNull();
    }

    @Test
    void a_century_makes_no_other_person() {
        assertThat(reader.read("19850709-9805", "SE")).isEqualTo(reader.read("850709-9805", "SE"));
    }

    @Test
    void a_swedish_company_is_no_person_and_no_norwegian_company() {
        var identity = reader.read("556036-0793", "SE");

        assertThat(identity.kind()).isEqualTo(Kind.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "123 456 789 01", "fnr 123456-78901.", "１２３４５６７８９０１"})
    void eleven_digits_are_never_shown_valid_or_not(String text) {
        var identity = reader.read(text, "NO");

        assertThat(identity.kind()).isEqualTo(Kind.INVALID);
        assertThat(identity.text()).isNull();
    }

    @Test
    void a_mistyped_orgnr_is_shown_so_that_it_can_be_put_right() {
        assertThat(reader.read(" 974 760 674 ", "NO"))
                .isEqualTo(new ClientIdentity(Kind.INVALID, null, null, "974 760 674"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00a0", "-"})
    void nothing_is_missing(String text) {
        assertThat(reader.read(text, "NO").kind()).isEqualTo(Kind.MISSING);
        assertThat(reader.read(null, "NO").kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> new IdentityReader(Secret.of("short"))).isInstanceOf(IllegalArgumentException.class);
    }
}
