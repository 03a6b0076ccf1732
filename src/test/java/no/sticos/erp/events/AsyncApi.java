package no.sticos.erp.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The AsyncAPI document, as far as tests look at it. */
final class AsyncApi {
    private final JsonNode document;

    private AsyncApi(JsonNode document) {
        this.document = document;
    }

    static AsyncApi read() {
        try (var text = AsyncApi.class.getResourceAsStream("asyncapi.yaml")) {
            return new AsyncApi(new YAMLMapper().readTree(Objects.requireNonNull(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** The names of the messages that products are told, in the document's order. */
    List<String> eventTypes() {
        return StreamSupport.stream(at("/channels/products/messages").spliterator(), false)
                .map(this::resolved)
                .map(message -> message.path("name").asText())
                .toList();
    }

    /** What a reference within the document leads to; anything else is what it is. */
    JsonNode resolved(JsonNode node) {
        var target = node.path("$ref").asText();
        return target.startsWith("#") ? resolved(at(target.substring(1))) : node;
    }

    /** All references, within the document and out of it. */
    List<String> references() {
        return new ArrayList<>(document.findValuesAsText("$ref"));
    }
}
