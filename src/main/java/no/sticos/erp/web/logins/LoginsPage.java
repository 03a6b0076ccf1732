package no.sticos.erp.web.logins;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import no.sticos.erp.sync.Logins;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;

/**
 * «Pålogginger som må fornyes»: what waits for a person to sign in at Visma again.
 *
 * @param viewer for whom
 * @param count how many wait, also those that are not listed
 * @param mine whether only those are listed that the person answers for
 * @param mayUse whether the person may sign in again
 * @param waiting those that wait, oldest first
 * @param lacking those that work and lack a box
 * @param renewed those that were renewed today
 */
public record LoginsPage(
        Viewer viewer,
        Logins.Count count,
        boolean mine,
        boolean mayUse,
        List<Logins.Waiting> waiting,
        List<Logins.Lacking> lacking,
        List<Logins.Renewed> renewed)
        implements View {
    /** Copies the lists. */
    public LoginsPage {
        waiting = List.copyOf(waiting);
        lacking = List.copyOf(lacking);
        renewed = List.copyOf(renewed);
    }

    @Override
    public String template() {
        return "logins/page";
    }

    /** The page's own address. */
    public String path() {
        return mine ? "/logins?mine" : "/logins";
    }

    /** Where the page is told of what changes. */
    public String stream() {
        return "/logins/stream?" + (mine ? "mine&" : "") + "seen=" + version();
    }

    /** Other words for another list; the same on every node. */
    String version() {
        var text = new StringJoiner(" ").add(Long.toString(count.all()));
        waiting.forEach(login -> text.add(login.whose().client() + "w"));
        lacking.forEach(login -> text.add(login.whose().client() + "l"));
        renewed.forEach(login -> text.add(login.client() + "r" + isFetched(login)));
        return Integer.toHexString(text.toString().hashCode());
    }

    /** How many of the chosen kind wait, also those that are not listed. */
    public long chosen() {
        return mine ? count.mine() : count.all();
    }

    /** Why it waits, as far as Visma tells. */
    public static String cause(Logins.Waiting login, Messages messages) {
        return new Reason(login.cause(), List.of(login.whose().name())).in(messages);
    }

    /** The boxes that are missing, in words. */
    public static String missing(Logins.Lacking login, Messages messages) {
        return Scopes.missing(login.scopes()).stream()
                .map(word -> messages.text("consent.scope." + word))
                .collect(Collectors.joining(", "));
    }

    /** What cannot be fetched without the boxes that are missing. */
    public static String effect(Logins.Lacking login, Messages messages) {
        return Scopes.missing(login.scopes()).stream()
                .map(word -> messages.text("consent.without." + word))
                .collect(Collectors.joining(". "));
    }

    /** How a client is known beside its name; never a personal number. */
    public static String number(Logins.Whose whose, Messages messages) {
        var orgnr = whose.orgnr();
        if (orgnr != null) {
            return Formats.orgnr(orgnr);
        }
        return messages.text(whose.personal() ? "row.personal" : "row.missing");
    }

    /** Whether something has been fetched since. */
    public static boolean isFetched(Logins.Renewed login) {
        return login.published() != null && login.published().isAfter(login.at());
    }
}
