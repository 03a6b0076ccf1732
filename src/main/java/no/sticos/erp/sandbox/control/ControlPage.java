package no.sticos.erp.sandbox.control;

import static no.sticos.erp.sandbox.identity.Html.text;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.http.Door;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.identity.Html;
import no.sticos.erp.sandbox.universe.Company;
import org.jspecify.annotations.Nullable;

/** {@code /control}: choose a company, see its newest vouchers and its locks, and do there what people do in Visma. */
public final class ControlPage {
    /** Where it is. */
    public static final String PATH = "/control";

    private static final String TITLE = "Arbeid i Visma";
    private static final int SHOWN = 8;

    /** A name that an attacker's own name server gave for this machine is none of them. */
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Vertx vertx;
    private final List<Company> companies;

    /** Controls these companies. */
    public ControlPage(Vertx vertx, Collection<Company> companies) {
        this.vertx = vertx;
        this.companies = companies.stream()
                .sorted(Comparator.comparing(company -> company.plan().name()))
                .toList();
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get(PATH).handler(context -> serve(context, () -> page(context)));
        router.post(PATH).handler(context -> serve(context, () -> press(context)));
    }

    private void serve(RoutingContext context, Callable<Reply> work) {
        Door.answer(
                context,
                isAllowed(context)
                        ? vertx.rxExecuteBlocking(work, false).toSingle()
                        : Single.just(Html.page(403, "nb", TITLE, "<h1>Bare fra denne maskinen</h1>", "")));
    }

    /** From this machine, and not by another site's form. */
    private static boolean isAllowed(RoutingContext context) {
        var request = context.request();
        var host = request.getHeader("Host");
        var origin = request.getHeader("Origin");
        return isLoopback(request.remoteAddress().hostAddress())
                && host != null
                && NAMES.contains(host.replaceFirst(":\\d+$", ""))
                && (origin == null || origin.equals("http://" + host));
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1");
    }

    private Reply press(RoutingContext context) {
        var form = context.request().formAttributes();
        var company = company(form.get("company"));
        var work = Optional.ofNullable(form.get("work")).flatMap(Work::of);
        if (company.isEmpty() || work.isEmpty()) {
            return Html.page(400, "nb", TITLE, "<h1>Ukjent valg</h1>", "");
        }
        var touched = work.get().done(company.get());
        return Reply.redirect(PATH + "?company=" + company.get().id() + "&touched="
                + URLEncoder.encode(touched, StandardCharsets.UTF_8));
    }

    private Optional<Company> company(@Nullable String id) {
        return companies.stream()
                .filter(company -> company.id().toString().equals(id))
                .findFirst();
    }

    private Reply page(RoutingContext context) {
        var query = context.queryParams();
        var chosen = company(query.get("company")).orElse(companies.get(0));
        var touched = Optional.ofNullable(query.get("touched"))
                .map(what -> "<p role=\"status\">" + text(what) + " er behandlet.</p>")
                .orElse("");
        return Html.page(200, "nb", TITLE, body(chosen, touched), "");
    }

    private String body(Company chosen, String touched) {
        return """
                <h1>Arbeid i Visma</h1>
                <p>Her er du en som fører regnskap i Visma mens integrasjonen leser.</p>
                <form method="get" action="%1$s">
                  <label for="company">Selskap</label>
                  <select id="company" name="company">%2$s</select>
                  <button type="submit" class="second">Velg</button>
                </form>
                <h2>%3$s</h2>
                %4$s
                <p>%8$s</p>
                <form method="post" action="%1$s">
                  <input type="hidden" name="company" value="%5$s">
                  %6$s
                </form>
                <h2>Nyeste bilag</h2>
                <ul>%7$s</ul>
                """
                .formatted(
                        PATH,
                        options(chosen),
                        text(chosen.plan().name()),
                        touched,
                        chosen.id(),
                        buttons(),
                        vouchers(chosen),
                        text(locks(chosen.books())));
    }

    private static String locks(Books books) {
        var years = books.years().stream()
                .map(year -> year.start() + " til " + year.end() + (year.locked() ? " (låst)" : ""))
                .collect(Collectors.joining(", "));
        var lockedTo = books.lockedTo();
        return "Regnskapsår: " + years + ". "
                + (lockedTo == null ? "Ingen låsedato." : "Låst til og med " + lockedTo + ".");
    }

    private String options(Company chosen) {
        return companies.stream()
                .map(company -> "<option value=\"%s\"%s>%s</option>"
                        .formatted(
                                company.id(),
                                company == chosen ? " selected" : "",
                                text(company.plan().name())))
                .collect(Collectors.joining());
    }

    private static String buttons() {
        return Arrays.stream(Work.values())
                .map(work -> "<button type=\"submit\" name=\"work\" value=\"%s\">%s</button>"
                        .formatted(work.name(), text(work.title)))
                .collect(Collectors.joining());
    }

    private static String vouchers(Company chosen) {
        return chosen.books().newest(SHOWN).stream()
                .map(ControlPage::voucher)
                .map(line -> "<li>" + text(line) + "</li>")
                .collect(Collectors.joining());
    }

    private static String voucher(Voucher voucher) {
        var text = voucher.text().length() > 60 ? voucher.text().substring(0, 60) + "…" : voucher.text();
        return voucher.series() + voucher.number() + " · " + voucher.date() + " · " + text;
    }
}
