package no.sticos.erp.testing;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes by links from one page to the next and remembers every form that stands on any of them. */
public final class FormFinder {
    private static final int MOST_PAGES = 400;
    /** What a browser makes of a page, without drawing it: its links, and each button with what its form would send. */
    private static final String LOOK =
            """
            async path => {
                const answer = await fetch(path);
                if (!(answer.headers.get('Content-Type') ?? '').startsWith('text/html')) return JSON.stringify({links: [], forms: []});
                const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
                const here = address => new URL(address, answer.url);
                const local = address => here(address).pathname + here(address).search;
                const links = [...page.querySelectorAll('a[href]')]
                    .filter(link => here(link.getAttribute('href')).origin === location.origin)
                    .map(link => local(link.getAttribute('href')));
                const typed = field => field.matches('textarea, select, input:not([type=hidden], [type=checkbox])');
                const told = field => ({
                    name: field.name, value: field.value, typed: typed(field),
                    longest: field.maxLength > 0 ? field.maxLength : 0});
                const sent = field => field.name && !field.matches('button, fieldset');
                const forms = [...page.querySelectorAll('button[type=submit]')]
                    .filter(button => button.form && button.getAttribute('aria-disabled') !== 'true')
                    .map(button => ({
                        page: local(answer.url),
                        method: button.form.method,
                        action: local(button.getAttribute('formaction') ?? button.form.getAttribute('action') ?? ''),
                        fields: [...button.form.elements].filter(sent).map(told)
                            .concat(button.name ? [{name: button.name, value: button.value, typed: false, longest: 0}] : [])}));
                return JSON.stringify({links, forms});
            }
            """;

    private final Page page;
    private final Map<String, Form> forms = new LinkedHashMap<>();

    /** Looks with the session of {@code page}, which is open at the portal. */
    public FormFinder(Page page) {
        this.page = page;
    }

    /**
     * A field as it stands in a page.
     *
     * @param typed whether a person writes or chooses it
     * @param longest how many characters the page lets a person type; 0 = as many as they like
     */
    public record Field(String name, String value, boolean typed, int longest) {}

    /**
     * A button and what it sends.
     *
     * @param page where it stands
     * @param method as in HTML, in small letters
     * @param action the path that it is sent to, with its query
     */
    public record Form(String page, String method, String action, List<Field> fields) {
        /** Where a form of questions leads, with every box ticked. */
        String asked() {
            return fields.stream()
                    .map(field -> field.name() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", action + "?", ""));
        }

        /** What it is, whatever the numbers in its address. */
        public String name() {
            var names = new TreeSet<String>();
            fields.forEach(field -> names.add(field.name()));
            return method + " " + shape(action) + " " + names;
        }
    }

    /** All that are found from this address on, of forms that differ in numbers alone the first. */
    public List<Form> from(String start) {
        var open = new ArrayDeque<>(List.of(start));
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            var path = open.remove();
            if (seen.add(path.replaceAll("=[^&]*", ""))) {
                look(path, open);
            }
            if (seen.size() > MOST_PAGES) {
                throw new AssertionError("more than " + MOST_PAGES + " pages: " + seen);
            }
        }
        return List.copyOf(forms.values());
    }

    private void look(String path, ArrayDeque<String> open) {
        var found = new JsonObject((String) page.evaluate(LOOK, path));
        found.getJsonArray("links").forEach(link -> open.add((String) link));
        objects(found.getJsonArray("forms")).map(FormFinder::form).forEach(form -> {
            forms.putIfAbsent(form.name(), form);
            if (form.method().equals("get")) {
                open.add(form.asked());
            }
        });
    }

    private static Form form(JsonObject found) {
        var fields = objects(found.getJsonArray("fields"))
                .map(each -> new Field(
                        each.getString("name"),
                        each.getString("value"),
                        each.getBoolean("typed"),
                        each.getInteger("longest")))
                .toList();
        return new Form(found.getString("page"), found.getString("method"), found.getString("action"), fields);
    }

    private static Stream<JsonObject> objects(JsonArray found) {
        return found.stream().map(JsonObject.class::cast);
    }

    private static String shape(String action) {
        return action.replaceFirst("\\?.*", "").replaceAll("/[0-9a-f-]{36}|/\\d+", "/#");
    }
}
