package no.sticos.erp.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentHashTest {
    @Test
    void the_same_parts_give_the_same_hash() {
        assertThat(hash("1920", 5)).isEqualTo(hash("1920", 5));
    }

    @Test
    void a_hash_is_the_same_in_every_release() {
        // SHA-256 of 00000001 61, first eight bytes: what is stored must stay comparable.
        assertThat(hash("a")).isEqualTo(0x72ff6b02949dad95L);
    }

    @Test
    void where_a_part_ends_counts() {
        assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
    }

    @Test
    void a_missing_part_is_not_an_empty_one() {
        assertThat(hash((Object) null)).isNotEqualTo(hash(""));
        assertThat(hash((Object) null)).isNotEqualTo(hash());
    }

    private static long hash(@Nullable Object... parts) {
        var hash = new ContentHash();
        for (var part : parts) {
            hash.add(part);
        }
        return hash.value();
    }
}
