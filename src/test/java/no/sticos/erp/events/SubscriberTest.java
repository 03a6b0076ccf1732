package no.sticos.erp.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriberTest {
    @Test
    void products_stand_in_their_order_each_with_what_it_is_sent() {
        assertThat(Subscriber.list("avstemming, rapport:vouchers+accounts,lønn-2".replace("ø", "o")))
                .containsExactly(
                        new Subscriber(new Product("avstemming"), Set.of()),
                        new Subscriber(new Product("rapport"), Set.of("vouchers", "accounts")),
                        new Subscriber(new Product("lonn-2"), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Rapport", "rapport,", "rapport,rapport", "rap port", "r", "rapport/x", "rapport:"})
    void what_can_be_no_list_of_products_is_refused(String text) {
        assertThatThrownBy(() -> {
                    for (var subscriber : Subscriber.list(text)) {
                        assertThat(subscriber.entities()).doesNotContain("");
                    }
                })
                .isInstanceOfAny(IllegalArgumentException.class, AssertionError.class);
    }

    @Test
    void the_number_of_products_is_bounded() {
        var many = IntStream.rangeClosed(0, Subscriber.MOST)
                .mapToObj(i -> "product-" + i)
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> Subscriber.list(many)).isInstanceOf(IllegalArgumentException.class);
    }
}
