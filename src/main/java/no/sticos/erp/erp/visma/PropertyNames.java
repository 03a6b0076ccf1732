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
    private final Map<String, Name> exact = new HashMap<>();
    private final Map<String, Name> lower = new HashMap<>();

    /**
     * A property's name.
     *
     * @param spelled as Visma does
     * @param place among the known ones, from 0; -1 for an unknown one
     */
    record Name(String spelled, int place) {}

    PropertyNames(Collection<String> known) {
        for (var spelled : known) {
            var name = new Name(spelled, exact.size());
            exact.putIfAbsent(spelled, name);
            lower.put(spelled.toLowerCase(Locale.ROOT), name);
        }
    }

    /** The name that an answer spells so. */
    Name of(String given) {
        var same = exact.get(given);
        if (same != null) {
            return same;
        }
        var known = lower.get(given.toLowerCase(Locale.ROOT));
        return known != null ? known : new Name(capital(given), -1);
    }

    String spelled(String given) {
        return of(given).spelled();
    }

    private static String capital(String name) {
        return name.isEmpty() || !Character.isLowerCase(name.charAt(0))
                ? name
                : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
