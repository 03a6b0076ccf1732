package no.sticos.erp.erp.visma;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.PersonalNumber;

/** What can still be told of a document that could not be read. */
final class RawText {
    private static final Pattern ELEVEN_DIGITS = Pattern.compile("(?<![0-9])[0-9]{6}[ .-]?[0-9]{5}(?![0-9])");

    private RawText() {}

    /** The document's key if all its parts are there and sound, else an empty text. */
    static String key(String raw, Content content, String scope) {
        var names = new PropertyNames(content.key().stream().map(Field::name).collect(Collectors.toList()));
        var fields = scalars(raw, names);
        if (content.scope() != null) {
            fields.fields().putIfAbsent(content.scope(), new JsonValue.Text(VismaResource.subject(scope)));
        }
        return joined(content.key(), fields);
    }

    /** The text with every number that can be a fødselsnummer hidden. */
    static String withoutPersonalNumbers(String raw) {
        return ELEVEN_DIGITS.matcher(raw).replaceAll(RawText::hidden);
    }

    private static String hidden(MatchResult digits) {
        return PersonalNumber.read(digits.group()).isPresent() ? "***" : digits.group();
    }

    private static String joined(List<Field> key, JsonValue.Obj fields) {
        try {
            return key.stream()
                    .map(field -> Objects.requireNonNullElse(field.plain(fields), ""))
                    .collect(Collectors.joining("/"));
        } catch (Fault broken) {
            return "";
        }
    }

    /** The texts and short whole numbers of the outermost object, as far as the text goes. */
    private static JsonValue.Obj scalars(String raw, PropertyNames names) {
        var fields = new TreeMap<String, JsonValue>();
        try (var json = JsonReading.parser(raw)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new JsonValue.Obj(fields);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = names.spelled(json.currentName());
                var token = json.nextToken();
                if (token == JsonToken.VALUE_STRING
                        || (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 12)) {
                    fields.put(name, new JsonValue.Text(json.getText()));
                }
                json.skipChildren();
            }
        } catch (IOException cut) {
            // The raw text is bounded, so it may end anywhere; what came before it is enough.
            return new JsonValue.Obj(fields);
        }
        return new JsonValue.Obj(fields);
    }
}
