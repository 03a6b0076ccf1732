package no.sticos.erp.web.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The boxes of Visma's consent page, as our pages name them. */
public final class Scopes {
    private static final List<Scope> ALL = List.of(
            new Scope("offline", "offline_access"),
            new Scope("api", "ea:api"),
            new Scope("sales", "ea:sales_readonly"),
            new Scope("accounting", "ea:accounting_readonly"),
            new Scope("purchase", "ea:purchase_readonly"));

    /** Its word below {@code consent.scope.}, and Visma's name for it. */
    private record Scope(String word, String code) {}

    private Scopes() {}

    /**
     * One box of a consent.
     *
     * @param word the last part of {@code consent.scope.<word>}
     * @param code Visma's name for it
     * @param granted whether the box was left ticked
     */
    public record Box(String word, String code, boolean granted) {}

    /** All boxes; {@code given} is empty when Visma does not say, which it does not when nothing is left out. */
    public static List<Box> boxes(Set<String> given) {
        return ALL.stream()
                .map(scope -> new Box(scope.word(), scope.code(), given.isEmpty() || given.contains(scope.code())))
                .toList();
    }

    /** All of Visma's names. */
    public static List<String> codes() {
        return ALL.stream().map(Scope::code).toList();
    }

    /** The word of the box that Visma calls {@code code}. */
    public static Optional<String> word(String code) {
        return ALL.stream()
                .filter(scope -> scope.code().equals(code))
                .map(Scope::word)
                .findFirst();
    }

    /** The words of the boxes that were left unticked. */
    public static List<String> missing(Set<String> given) {
        return boxes(given).stream()
                .filter(box -> !box.granted())
                .map(Box::word)
                .toList();
    }
}
