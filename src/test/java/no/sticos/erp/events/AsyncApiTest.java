package no.sticos.erp.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.sticos.erp.sync.requests.RequestServer;
import no.sticos.erp.testing.Schemas;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document says what the code does; {@link ContractTest} holds its messages against those written. */
class AsyncApiTest {
    private final AsyncApi document = AsyncApi.read();

    @Test
    void each_reference_leads_somewhere() {
        assertThat(document.references()).hasSizeGreaterThan(20);
        for (var reference : document.references()) {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(getClass().getResource(reference)).as(reference).isNotNull();
            }
        }
    }

    @Test
    void each_schema_of_a_message_is_referred_to() {
        var shared = Set.of("common.json");
        var published = Schemas.of(Schemas.PUBLISHED).keySet().stream()
                .filter(path -> !path.startsWith("documents/") && !shared.contains(path))
                .map(path -> "schema/v1/" + path)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(document.references()).containsAll(published);
    }

    @Test
    void each_reference_between_schemas_leads_somewhere() {
        var schemas = Schemas.of(Schemas.PUBLISHED);
        var names = schemas.values().stream()
                .collect(Collectors.toMap(schema -> schema.path("$id").asText(), schema -> schema));
        for (var schema : schemas.values()) {
            for (var reference : schema.findValuesAsText("$ref")) {
                var parts = reference.split("#", -1);
                var target = Objects.requireNonNull(names.get(parts[0]), reference);
                assertThat(target.at(parts.length == 1 ? "" : parts[1]).isMissingNode())
                        .as(reference)
                        .isFalse();
            }
        }
    }

    @Test
    void a_message_is_described_by_the_schema_that_it_names() {
        for (var each : document.at("/channels/products/messages")) {
            var message = document.resolved(each);
            var schema =
                    document.resolved(message.path("payload")).path("schema").path("allOf");
            var type = message.path("name").asText();
            var plain = type.substring("no.sticos.erp.".length(), type.length() - ".v1".length());

            assertThat(schema.at("/0/$ref").asText()).isEqualTo("schema/v1/envelope.json");
            assertThat(schema.at("/1/properties/type/const").asText()).isEqualTo(type);
            assertThat(schema.at("/1/properties/data/$ref").asText()).isEqualTo("schema/v1/" + plain + ".json");
        }
    }

    @Test
    void the_addresses_are_the_buss() {
        var address = document.at("/channels/products/address").asText();

        assertThat(address.replace("{product}", "rapport")).isEqualTo(Bus.address(new Product("rapport")));
        assertThat(document.at("/channels/requests/address").asText().replace("{product}", "rapport"))
                .isEqualTo(RequestServer.address(new Product("rapport")));
    }
}
