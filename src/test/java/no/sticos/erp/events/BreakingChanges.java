package no.sticos.erp.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what in a new form of the schemas would break who was written for the old one.
 *
 * <p>Whoever reads may be given more: new properties, new values of an enumeration, new schemas. Whoever writes may
 * be asked for less. Everything else is a break, also what this class does not understand.
 */
final class BreakingChanges {
    /** Words for people, and the names of the schemas themselves. */
    private static final Set<String> SILENT = Set.of("title", "description", "examples", "$comment");

    /** Keywords that hold schemas by names of the author's. */
    private static final Set<String> NAMED = Set.of("properties", "$defs", "patternProperties");

    /** Who reads what the schema describes. */
    enum Reader {
        /** The products: events, and answers to what they ask. */
        PRODUCT,
        /** The gateway: what products ask. */
        GATEWAY
    }

    private final Reader reader;
    private final List<String> found = new ArrayList<>();

    private BreakingChanges(Reader reader) {
        this.reader = reader;
    }

    /** Between two folders of schemas. */
    static List<String> between(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        var all = new ArrayList<String>();
        new TreeMap<>(before).forEach((path, schema) -> {
            var now = after.get(path);
            if (now == null) {
                all.add(path + ": removed");
            } else {
                between(schema, now, readerOf(path)).forEach(each -> all.add(path + each));
            }
        });
        return all;
    }

    private static Reader readerOf(String path) {
        return path.startsWith("request.") || path.equals("answer.json") ? Reader.GATEWAY : Reader.PRODUCT;
    }

    /** Between two forms of one schema. */
    static List<String> between(JsonNode before, JsonNode after, Reader reader) {
        var changes = new BreakingChanges(reader);
        changes.schemas("", before, after);
        return changes.found;
    }

    private void schemas(String at, JsonNode before, JsonNode after) {
        if (!before.isObject() || !after.isObject()) {
            same(at, before, after);
            return;
        }
        before.properties().forEach(each -> keyword(at, each.getKey(), each.getValue(), after.get(each.getKey())));
        after.fieldNames().forEachRemaining(added -> {
            boolean may = SILENT.contains(added)
                    || NAMED.contains(added)
                    || (added.equals("required") && reader == Reader.PRODUCT);
            if (!before.has(added) && !may) {
                found.add(at + "/" + added + ": added");
            }
        });
    }

    private void keyword(
            String at, String keyword, JsonNode before, @org.jspecify.annotations.Nullable JsonNode after) {
        var place = at + "/" + keyword;
        if (SILENT.contains(keyword)) {
            return;
        }
        if (after == null) {
            removed(place, keyword);
        } else if (NAMED.contains(keyword)) {
            named(place, before, after);
        } else if (keyword.equals("required")) {
            required(place, before, after);
        } else if (keyword.equals("enum")) {
            lost(place, before, after);
        } else if (keyword.equals("allOf")) {
            inOrder(place, before, after);
        } else {
            schemas(place, before, after);
        }
    }

    /** What need no longer be there is no break for the gateway that reads it. */
    private void removed(String place, String keyword) {
        if (!keyword.equals("required") || reader == Reader.PRODUCT) {
            found.add(place + ": removed");
        }
    }

    private void named(String at, JsonNode before, JsonNode after) {
        before.properties().forEach(each -> {
            var now = after.get(each.getKey());
            var place = at + "/" + each.getKey();
            if (now == null) {
                found.add(place + ": removed");
            } else {
                schemas(place, each.getValue(), now);
            }
        });
    }

    private void required(String at, JsonNode before, JsonNode after) {
        if (reader == Reader.PRODUCT) {
            lost(at, before, after);
        } else {
            after.forEach(name -> {
                if (!contains(before, name)) {
                    found.add(at + "/" + name.asText() + ": added");
                }
            });
        }
    }

    private void lost(String at, JsonNode before, JsonNode after) {
        before.forEach(value -> {
            if (!contains(after, value)) {
                found.add(at + "/" + value.asText() + ": removed");
            }
        });
    }

    private void inOrder(String at, JsonNode before, JsonNode after) {
        for (int i = 0; i < before.size(); i++) {
            if (i < after.size()) {
                schemas(at + "/" + i, before.get(i), after.get(i));
            } else {
                found.add(at + "/" + i + ": removed");
            }
        }
    }

    private void same(String at, JsonNode before, JsonNode after) {
        if (!before.equals(after)) {
            found.add(at + ": changed");
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (var each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
