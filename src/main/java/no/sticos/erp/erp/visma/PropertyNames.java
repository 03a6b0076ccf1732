package no.sticos.erp.erp.visma;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Visma's own spelling of property names, however an answer spells them.
 *
 * <p>The API writes PascalCase, but a camelCase specification was public for a while (facts.md §5.19): a
 * known name is found in any case, an unknown one gets a capital first letter.
 */
final class PropertyNames {
    private final Map<String, String> exact = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> lower = new HashMap<>();

    PropertyNames(Collection<String> known) {
        for (var name : known) {
            exact.put(name, name);
            places.putIfAbsent(name, places.size());
            lower.put(name.toLowerCase(Locale.ROOT), name);
        }
    }

    String spelled(String name) {
        var same = exact.get(name);
        if (same != null) {
            return same;
        }
        var known = lower.get(name.toLowerCase(Locale.ROOT));
        return known != null ? known : capital(name);
    }

    /** A known name's place among them, from 0; -1 for an unknown one. */
    int place(String spelled) {
        return places.getOrDefault(spelled, -1);
    }

    private static String capital(String name) {
        return name.isEmpty() || !Character.isLowerCase(name.charAt(0))
                ? name
                : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
