package no.sticos.erp.sync;

import java.util.Set;

/**
 * Which of an integration's clients to list.
 *
 * @param text part of a name or the beginning of an orgnr; empty for all
 * @param states only these states; empty for all
 * @param byOrgnr sorted by orgnr instead of by name
 * @param descending the other way round
 * @param limit most rows
 * @param offset rows left out at the beginning
 */
public record ClientQuery(
        String text, Set<ClientState> states, boolean byOrgnr, boolean descending, int limit, int offset) {
    /** Keeps its own copy. */
    public ClientQuery {
        states = Set.copyOf(states);
    }

    String namePattern() {
        return text.isBlank() ? "" : "%" + escaped(text.strip()) + "%";
    }

    String digitsPattern() {
        var digits = text.replaceAll("[\\s\\p{Z}]", "");
        return digits.matches("[0-9]{1,9}") ? digits + "%" : "";
    }

    String @org.jspecify.annotations.Nullable [] stateNames() {
        return states.isEmpty() ? null : states.stream().map(Enum::name).toArray(String[]::new);
    }

    private static String escaped(String like) {
        return like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
