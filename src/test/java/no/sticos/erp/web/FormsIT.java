package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.FormFinder;
import no.sticos.erp.testing.FormFinder.Field;
import no.sticos.erp.testing.FormFinder.Form;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every form of the portal, as it stands on the pages, sent as nobody should send it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormsIT {
    private static final Pattern REFERENCE = Pattern.compile("<code>[2-9A-Z]{4}-[0-9]{2}</code>");
    /** Of each table that keeps something: all but when sessions were used and sign-ins at Visma that were begun. */
    private static final String KEPT =
            """
            SELECT string_agg(format('SELECT %L || md5(coalesce(string_agg(t::text, %L ORDER BY t::text), %L)) FROM %I.%I t',
                       table_name, '|', '', table_schema, table_name), ' UNION ALL ' ORDER BY table_name)
              FROM information_schema.tables
             WHERE table_schema = 'gateway' AND table_type = 'BASE TABLE'
               AND table_name NOT IN ('sessions', 'sign_in_flows')
            """;

    /** Fields where whatever cannot be understood is a usual answer, with the reason. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("sign_in", "not ticked"),
            Map.entry("proof", "not ticked"),
            Map.entry("age", "not ticked"),
            Map.entry("nightly", "not ticked"),
            Map.entry("activate", "not ticked"),
            Map.entry("mine", "everybody's"),
            Map.entry("bulk", "a round that is over: the page shows how it stands"),
            Map.entry("entry", "the one whose turn it is"),
            Map.entry("sure", "the button says it, whatever its word"),
            Map.entry("status", "the whole list, as of an old link"),
            Map.entry("sort", "the usual order, as of an old link"),
            Map.entry("dir", "the usual order, as of an old link"));

    /** Where nothing is an answer. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("every", "person", "q");

    private final Portal portal;
    private final Situations there;
    private final Visitor kari;
    private final List<Form> forms;
    private final List<Form> strangers;
    private final Visitor stranger;

    FormsIT(io.vertx.core.Vertx vertx) {
        portal = Portal.mailing(new Vertx(vertx));
        there = new Situations(portal);
        kari = firm();
        stranger = firm();
        try (var browser = Browser.launch()) {
            forms = found(new Seen(browser, portal), kari);
            strangers = found(new Seen(browser, portal), stranger);
        }
    }

    @AfterAll
    void close() {
        portal.close();
    }

    /** Of each form all that is refused, one after the other; then what is taken for a usual answer. */
    @Test
    void a_field_that_is_empty_too_long_or_no_such_thing_is_refused_and_changes_nothing() {
        var found = new SoftAssertions();
        for (var form : posts(forms)) {
            var before = kept();
            var bad = bad(form);
            bad.stream().filter(Bad::isRefused).forEach(each -> refused(found, each));
            found.assertThat(kept())
                    .filteredOn(table -> !before.contains(table))
                    .as("what has changed after bad input to " + form.name())
                    .isEmpty();
            bad.stream().filter(each -> !each.isRefused()).forEach(each -> found.assertThat(
                            send(kari, form, each::instead).statusCode())
                    .as(each.toString())
                    .isLessThan(500));
        }
        assertThat(posts(forms).stream().flatMap(form -> bad(form).stream()).filter(Bad::isRefused))
                .hasSizeGreaterThan(100);
        found.assertAll();
    }

    private void refused(SoftAssertions found, Bad bad) {
        var answer = send(kari, bad.form(), bad::instead);
        var page = answer.bodyAsString();
        found.assertThat(answer.statusCode()).as(bad.toString()).isIn(400, 404, 409, 422);
        found.assertThat(page.contains("<html lang=\"nb\"") && page.contains("<h1"))
                .as(bad + ": a page")
                .isTrue();
        if (answer.statusCode() == 422) {
            found.assertThat(page.contains("aria-invalid=\"true\"") || page.contains("-wrong\""))
                    .as(bad + ": what is wrong stands at its field")
                    .isTrue();
            typed(bad).forEach(text -> found.assertThat(unescaped(page).contains(text))
                    .as(bad + ": what was typed is kept: " + text.substring(0, Math.min(20, text.length())))
                    .isTrue());
        } else if (answer.statusCode() != 409) {
            found.assertThat(REFERENCE.matcher(page).find())
                    .as(bad + ": a reference")
                    .isTrue();
        }
    }

    private static Stream<String> typed(Bad bad) {
        return bad.form().fields().stream()
                .filter(Field::typed)
                .map(bad::instead)
                .map(text -> text.replace("\0", ""));
    }

    @Test
    void another_firms_form_is_not_found_and_changes_nothing() {
        var before = kept();
        var found = new SoftAssertions();
        for (var form : posts(strangers)) {
            if (form.action().matches(".*/[0-9a-f-]+(/.*)?")) {
                var answer = send(kari, form, Field::value);
                found.assertThat(answer.statusCode()).as(form.name()).isEqualTo(404);
                found.assertThat(answer.bodyAsString()).as(form.name()).containsPattern(REFERENCE);
            }
        }
        found.assertThat(kept())
                .filteredOn(table -> !before.contains(table))
                .as("what has changed")
                .isEmpty();
        found.assertAll();
    }

    /**
     * Both arrive before either is answered. What is told in the trail is told once a client, and the second press is
     * answered like the first or told why not. Only a look at Visma is one more look.
     */
    @Test
    void whatever_is_pressed_twice_is_done_once() {
        var found = new SoftAssertions();
        var removalsLast = Comparator.comparing((Form form) -> form.action().contains("/delete"));
        for (var form : posts(strangers).stream().sorted(removalsLast).toList()) {
            int before = trail(stranger).size();
            var both = Await.result(Single.zip(
                    sent(stranger, form, right(form)),
                    sent(stranger, form, right(form)),
                    (one, other) -> List.of(one, other)));
            found.assertThat(both)
                    .extracting(HttpResponse::statusCode)
                    .as(form.name())
                    .allMatch(status -> status < 500)
                    .anyMatch(status -> status < 400);
            found.assertThat(trail(stranger)).as("the trail of " + form.name()).satisfies(lines -> assertThat(
                            lines.subList(before, lines.size()))
                    .filteredOn(line -> !line.startsWith("identity_renewed"))
                    .doesNotHaveDuplicates());
        }
        found.assertAll();
    }

    // The firm

    /** A firm with a client in each situation that puts a form on a page. */
    private Visitor firm() {
        var visitor = portal.visitor();
        there.many(visitor, 2);
        there.dead(visitor, "Utløpt AS", 10);
        there.numberless(visitor, "lone-" + visitor.integration(), "Lomvi Design");
        there.gap(there.active(visitor, "Bokført AS", 11));
        var held = there.active(visitor, "Bortkommet AS", 12);
        there.held(held, 12);
        there.parked(held);
        there.ended(there.active(visitor, "Urolig AS", 13), "FAILED", "drift");
        deleting(visitor, there.active(visitor, "Slettes AS", 14));
        portal.post(
                visitor,
                visitor.system() + "/queues",
                "numbers",
                Situations.NUMBERS.get(20) + "\n" + Situations.NUMBERS.get(21));
        portal.post(visitor, visitor.system() + "/sync-all");
        there.key(visitor);
        return visitor;
    }

    private void deleting(Visitor visitor, ClientId client) {
        portal.post(visitor, "/clients/" + client + "/delete");
    }

    private List<Form> found(Seen seen, Visitor visitor) {
        try (var context = seen.as(visitor, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + "/help/other");
            return new FormFinder(page).from("/integrations");
        }
    }

    /** The button that gives up what stands in the other fields is one more of the form that has been tried. */
    private static List<Bad> bad(Form form) {
        if (form.fields().stream().anyMatch(field -> field.name().equals("follow"))) {
            return List.of();
        }
        return form.fields().stream()
                .filter(field -> !field.name().equals("csrf"))
                .flatMap(field -> Stream.of("", "x".repeat(Math.max(10_000, field.longest() + 1)), "\u0000<b>'; -1")
                        .map(value -> new Bad(form, field, value)))
                .toList();
    }

    private static String unescaped(String page) {
        return page.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&amp;", "&")
                .replace("\0", "");
    }

    /** One field of a form as nobody should send it. */
    private record Bad(Form form, Field field, String value) {
        boolean isRefused() {
            return !USUAL.containsKey(field.name()) && !(value.isEmpty() && MAY_BE_EMPTY.contains(field.name()));
        }

        String instead(Field other) {
            return other.equals(field) ? value : other.value();
        }

        @Override
        public String toString() {
            var shown = value.isEmpty() ? "empty" : value.length() > 20 ? "too long" : "no such thing";
            return form.name() + ": " + field.name() + " " + shown;
        }
    }

    private static List<Form> posts(List<Form> forms) {
        return forms.stream()
                .filter(form -> form.method().equals("post") && !form.action().equals("/sign-out"))
                .toList();
    }

    /** As a person fills it in who means it. */
    private static Function<Field, String> right(Form form) {
        return field -> switch (field.name()) {
            case "email" -> "leder@firma.example";
            case "note" -> "Makulert ved retting.";
            case "name" -> form.action().endsWith("/delete") ? "Visma eAccounting" : "Månedlig rapport";
            default -> field.value();
        };
    }

    // Sending

    private HttpResponse<Buffer> send(Visitor visitor, Form form, Function<Field, String> value) {
        return Await.result(sent(visitor, form, value));
    }

    private Single<HttpResponse<Buffer>> sent(Visitor visitor, Form form, Function<Field, String> value) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        form.fields().stream()
                .filter(field -> !field.name().equals("csrf"))
                .forEach(field -> fields.add(field.name(), value.apply(field)));
        fields.add("csrf", visitor.session().csrf().reveal());
        return portal.request(visitor, HttpMethod.POST, form.action()).rxSendForm(fields);
    }

    /** A line for each table, which changes with anything in it. */
    private List<String> kept() {
        return lines(lines(KEPT).get(0));
    }

    /** What was done to which client. */
    private List<String> trail(Visitor visitor) {
        return lines("SELECT concat_ws(' ', action, client_id) FROM gateway.audit_lines WHERE tenant_id = "
                + visitor.session().tenant() + " ORDER BY line_id");
    }

    private List<String> lines(String sql) {
        return Await.result(portal.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }
}
