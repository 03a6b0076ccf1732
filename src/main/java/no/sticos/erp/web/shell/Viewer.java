package no.sticos.erp.web.shell;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The person a page is made for.
 *
 * @param person their name
 * @param firm the accounting firm they work for
 * @param csrf the session's token against forged requests
 */
public record Viewer(String person, String firm, String csrf) {
    /** The first letters of the first and the last name. */
    public String initials() {
        var names = Arrays.stream(person.strip().split("\\s+"))
                .filter(name -> !name.isEmpty())
                .toList();
        var outer = names.size() < 2 ? names : Arrays.asList(names.get(0), names.get(names.size() - 1));
        return outer.stream()
                .map(name -> name.substring(0, name.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining());
    }
}
