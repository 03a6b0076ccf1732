package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import no.sticos.erp.testing.VismaPage;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.WebSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole portal in a browser that runs no script: whatever has an address is reached by a plain link or form. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoScriptIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final Set<String> ALL_BOXES =
            Set.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");
    private static final Pattern PLACE = Pattern.compile(":\\w+");

    /** What is not a page's own, each with the reason why nobody comes there without script. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("GET /sign-in", "WalkIT signs in without script, at a sign-in that leads back"),
            Map.entry("GET /sign-in/start", "as the sign-in"),
            Map.entry("GET /sign-in/callback", "as the sign-in"),
            Map.entry(
                    "GET /session", "asked by the script that warns before a session ends; the server ends it anyway"),
            Map.entry("POST /session/keep", "any page that is opened keeps the session"),
            Map.entry("GET /logins/badge", "a number beside a link to the page that has it"),
            Map.entry("GET /integrations/:integration/clients", "a part of the system page; leads there by itself"),
            Map.entry("GET /integrations/:integration/bulk/numbers", "numbers on buttons whose page has them"),
            Map.entry("POST /integrations/:integration/queues/check", "what the form says when it is sent"),
            Map.entry("GET /integrations/:integration/stream", "what a new load shows"),
            Map.entry("GET /integrations/:integration/sync-all/stream", "what a new load shows"),
            Map.entry("GET /clients/:client/stream", "what a new load shows"),
            Map.entry("GET /queues/:queue/stream", "what a new load shows"),
            Map.entry("GET /logins/stream", "what a new load shows"));

    private final Vertx vertx;
    private final VismaPage visma;
    private final Portal portal;
    private final Browser browser = Browser.launch();
    private final Seen seen;
    private final Situations there;
    private final Set<String> visited = new LinkedHashSet<>();
    private final List<Address> addresses;

    NoScriptIT(io.vertx.core.Vertx core) {
        vertx = new Vertx(core);
        visma = new VismaPage(vertx);
        portal = new Portal(vertx, Duration.ofMinutes(30), visma.address());
        visma.leadsTo(portal);
        portal.visma().scopes(ALL_BOXES);
        seen = new Seen(browser, portal);
        there = new Situations(portal);
        addresses = addresses();
    }

    @AfterAll
    void close() {
        browser.close();
        portal.close();
    }

    /** An address of the portal, in the order in which a request passes them. */
    private record Address(String method, String path, Pattern pattern) {
        String name() {
            return method + " " + path;
        }
    }

    @Test
    void whatever_has_an_address_is_reached_by_links_and_forms() {
        var nina = portal.newcomer();
        try (var context = listened(seen.withoutScript(nina))) {
            var page = context.newPage();
            page.setDefaultTimeout(5000);
            page.navigate(portal.address() + "/");
            var kari = createIntegration(page, nina);
            connect(page);
            removeAndUndo(page);
            list(page, kari);
            chosen(page, kari);
            queue(page, kari);
            logins(page, kari);
            books(page, kari);
            decisions(page, kari);
            round(page, kari);
            settings(page);
            activity(page);
            help(page);
            removeSystem(page, kari);
            signOut(page);
        }
        assertThat(addresses.stream()
                        .map(Address::name)
                        .filter(name -> !EXCEPTIONS.containsKey(name) && !visited.contains(name)))
                .as("neither reached without script nor with a reason not to be")
                .isEmpty();
        assertThat(EXCEPTIONS.keySet())
                .as("what has a reason not to be reached, has an address, and is not")
                .isSubsetOf(addresses.stream().map(Address::name).collect(Collectors.toSet()))
                .doesNotContainAnyElementsOf(visited);
    }

    private Visitor createIntegration(Page page, Visitor nina) {
        says(page, "Ingen integrasjoner ennå");
        press(page, "Ny integrasjon");
        press(page, "Opprett");
        says(page, "Visma eAccounting er lagt til.");
        return new Visitor(nina.cookie(), nina.session(), new IntegrationId(number(page, "/integrations/(\\d+)")));
    }

    private void connect(Page page) {
        press(page, "Ny klient");
        press(page, "Fortsett til Visma");
        allow(page, FJELL);
        says(page, "Fjell AS er lagt til");
        page.locator(".ds-alert button:text-is('Aktiver')").click();
        says(row(page, "Fjell AS"), "Venter");
        says(page, "Fjell AS er aktivert.");
        row(page, "Fjell AS").getByLabel("Send data for Fjell AS").click();
        says(page, "Henting pågår allerede for Fjell AS.");
        row(page, "Fjell AS").getByLabel("Deaktiver Fjell AS").click();
        says(page, "Fjell AS er deaktivert.");
        says(page, "Aktive klienter: 0");
    }

    private void removeAndUndo(Page page) {
        row(page, "Fjell AS").getByLabel("Slett Fjell AS", exactly()).click();
        assertThat(heading(page)).isEqualTo("Slette Fjell AS?");
        says(page, "Tilgangen trekkes tilbake hos Visma");
        page.locator("main button:text-is('Slett klient')").click();
        says(page, "Du kan angre frem til da.");
        press(page, "Se kvittering");
        assertThat(heading(page)).isEqualTo("Kvittering for sletting");
        press(page, "Angre");
        says(page, "Slettingen av Fjell AS er angret.");
    }

    /** Search, filter, sort and pages of a long list, and its file. */
    private void list(Page page, Visitor kari) {
        there.many(kari, 60);
        page.navigate(portal.address() + kari.system());
        says(page, "Viser 1–50 av 61 klienter");
        page.locator(".pager a:text-is('2')").click();
        says(page, "Viser 51–61 av 61 klienter");
        page.locator("#by-name").click();
        assertThat(page.locator("tbody tr a.client").first().textContent()).isEqualTo("Klient 060");
        page.locator(".chip:has-text('Ikke aktive')").click();
        assertThat(page.url()).contains("status=off", "dir=desc");
        page.locator("#q").fill("klient 05");
        page.locator("#q").press("Enter");
        says(page, "Viser 1–10 av 10 klienter");
        assertThat(page.url()).contains("q=klient+05", "status=off", "dir=desc");
        assertThat(file(page, "Last ned som CSV")).endsWith(".csv");
        row(page, "Klient 058").getByLabel("Aktiver Klient 058").click();
        says(page, "Klient 058 er aktivert.");
        assertThat(page.url()).as("the list is the one that was searched").contains("q=klient+05", "dir=desc");
        page.locator("#q").fill("ingen heter dette");
        page.locator("#q").press("Enter");
        says(page, "Fant ingen klienter");
        press(page, "Fjern søk og filter");
    }

    private void chosen(Page page, Visitor kari) {
        page.navigate(portal.address() + kari.system() + "?q=klient+00");
        page.locator(".c-pick input[name=ids]").first().check();
        page.locator(".c-pick input[name=ids]").last().check();
        page.locator("#acts button:text-is('Aktiver')").click();
        assertThat(heading(page)).isEqualTo("Aktivere 2 klienter?");
        press(page, "Aktiver 2 klienter");
        assertThat(heading(page)).isEqualTo("2 av 2 klienter er aktivert");
        press(page, "Tilbake til listen");
        assertThat(page.url()).contains("q=klient+00");
        page.locator("#pick-all").check();
        page.locator("#acts button:text-is('Slett')").click();
        assertThat(heading(page)).isEqualTo("Slette 9 klienter?");
        press(page, "Avbryt");
        assertThat(page.url()).contains("q=klient+00");
    }

    /** Pasted numbers, one at a time, one by a colleague with the right, one that was another company. */
    private void queue(Page page, Visitor kari) {
        var wanted = Situations.NUMBERS.subList(62, 65);
        page.navigate(portal.address() + kari.system() + "/connect");
        page.locator("#numbers").fill("123");
        press(page, "Lag kø");
        says(page, "Linje 1: 123 er ikke et gyldig orgnr.");
        page.locator("#numbers").fill(String.join("\n", wanted));
        press(page, "Lag kø");
        says(page, "0 av 3");
        press(page, "Ta pause");
        says(page, "Køen har pause.");
        var guest = link(page, page.locator(".queue > li:last-child a"));
        asGuest(guest, Situations.company("kø-3", wanted.get(2)));
        page.locator("main form a").click();
        says(page, "1 av 3");
        press(page, "Fortsett køen");
        allow(page, FJORD);
        says(page, "Du valgte et annet firma i Visma");
        press(page, "Legg til Fjord AS");
        says(page, "Fjord AS");
        page.locator("button:text-is('Hopp over')").first().click();
        says(page, "Hoppet over");
    }

    private void logins(Page page, Visitor kari) {
        portal.run("UPDATE gateway.clients SET active = false WHERE company_id LIKE 'many-%'");
        there.dead(kari, "Utløpt AS", 65);
        var second = there.dead(kari, "Avsluttet AS", 66);
        press(page.locator("nav"), "Pålogginger");
        says(page, "2 klienter venter på deg.");
        page.getByLabel("Koble til Utløpt AS på nytt").click();
        allow(page, Situations.company("Utløpt AS", Situations.NUMBERS.get(65)));
        says(page, "Påloggingen er fornyet.");
        page.navigate(portal.address() + "/clients/" + second + "/connection");
        press(page, "Koble til på nytt");
        page.locator("#deny").click();
        says(page, "Du avbrøt i Visma.");
        page.navigate(portal.address() + "/clients/" + second);
        var guest = link(page, page.locator("a:text-is('Send lenke')").first());
        press(page.locator("nav"), "Pålogginger");
        page.locator("form[action='/logins/queue'] button").click();
        assertThat(heading(page)).isEqualTo("Koble til på nytt");
        asGuest(guest, Situations.company("Avsluttet AS", Situations.NUMBERS.get(66)));
        press(page.locator("nav"), "Pålogginger");
        says(page, "Alle pålogginger virker.");
    }

    /** The books down to a voucher, as files, and a note on a number that is missing. */
    private void books(Page page, Visitor kari) {
        var client = there.active(kari, "Bokført AS", 67);
        there.gap(client);
        page.navigate(portal.address() + "/clients/" + client);
        says(page, "Regnskapet stemmer ikke");
        press(page.locator("ul.tabs"), "Saldobalanse");
        page.locator("#q").fill("salg");
        page.locator("#q").press("Enter");
        assertThat(page.locator("table.trial tbody th[scope=row]").count()).isEqualTo(1);
        assertThat(file(page, "Last ned som CSV")).endsWith(".csv");
        assertThat(file(page, "Last ned som Excel")).endsWith(".xlsx");
        page.locator("table.trial td a").first().click();
        says(page, "UB hos Sticos");
        page.locator("th[scope=row] a").first().click();
        says(page, "Tekst A 2");
        page.navigate(portal.address() + "/clients/" + client);
        press(page.locator("ul.tabs"), "Endringer i låst periode");
        press(page.locator("ul.tabs"), "Historikk");
        press(page.locator("ul.tabs"), "Oversikt");
        page.locator("main a[href*='voucher-numbers']").first().click();
        press(page, "Skriv notat");
        press(page, "Lagre notat");
        assertThat(page.locator("#note-wrong").count()).isEqualTo(1);
        page.locator("#note").fill("Makulert ved retting.");
        press(page, "Lagre notat");
        says(page, "Makulert ved retting.");
        accounts(page, client);
    }

    private void accounts(Page page, ClientId client) {
        page.navigate(portal.address() + "/clients/" + client);
        page.locator("#act-accounts").click();
        assertThat(heading(page)).isEqualTo("Slette kontoer for Bokført AS?");
        page.locator("main button:text-is('Slett kontoer')").click();
        says(page, "Kontoene til Bokført AS slettes");
        page.locator(".ds-alert button:text-is('Angre')").click();
        says(page, "Slettingen av kontoene til Bokført AS er angret.");
    }

    /** What a client's own page asks a person for. */
    private void decisions(Page page, Visitor kari) {
        var client = there.active(kari, "Bortkommet AS", 68);
        there.held(client, 12);
        there.parked(client);
        page.navigate(portal.address() + "/clients/" + client);
        press(page, "Prøv igjen nå");
        assertThat(page.locator("main").textContent()).doesNotContain("Prøv igjen nå");
        page.locator(".next a").click();
        press(page, "Godta");
        says(page, "Venter");

        var drifted = there.active(kari, "Urolig AS", 69);
        there.ended(drifted, "FAILED", "drift");
        page.navigate(portal.address() + "/clients/" + drifted);
        page.locator("button[formaction$='/reread']").first().click();
        says(page, "Venter");
        press(page.locator("ul.tabs"), "Tilkobling");
        page.locator("#person").selectOption(kari.session().person().subject());
        press(page, "Lagre");
        says(page, "Nina Sund");
        page.navigate(portal.address() + "/clients/" + client);
        page.locator("main a[href$='/schedule']").click();
        press(page, "Lagre tidsplan");
        says(page, "Tidsplanen er lagret.");

        there.numberless(kari, "lone", "Lomvi Design");
        portal.visma().describe(new Company("lone", "Lomvi Design AS", Situations.NUMBERS.get(61), "NO", true));
        page.navigate(portal.address() + kari.system() + "?q=lomvi");
        page.locator("button:text-is('sjekk på nytt'), button:text-is('Sjekk på nytt')")
                .first()
                .click();
        says(page, "Lomvi Design AS");
    }

    private void round(Page page, Visitor kari) {
        page.navigate(portal.address() + kari.system());
        page.locator("main a[href$='/schedule']").click();
        page.locator("#nights").fill("x");
        press(page, "Lagre tidsplan");
        assertThat(page.locator("#nights-wrong").count()).isEqualTo(1);
        page.locator("#nights").fill("5");
        press(page, "Lagre tidsplan");
        says(page, "Tidsplanen er lagret.");
        page.navigate(portal.address() + kari.system());
        page.locator("main a[href$='/sync-all']").click();
        page.locator("main form button").first().click();
        page.locator("#round-go").click();
        says(page, "pause");
        page.locator("#round-go").click();
        page.locator("#round-stop").click();
        says(page, "Nina Sund");
    }

    private void settings(Page page) {
        menu(page, "Varsler");
        page.locator("main input[type=checkbox]").first().uncheck();
        press(page, "Lagre");
        says(page, "Valgene er lagret");
        assertThat(page.locator("main input[type=checkbox]").first().isChecked())
                .isFalse();
        menu(page, "API-nøkler");
        press(page, "Lag nøkkel");
        assertThat(page.locator("#name-wrong").count()).isEqualTo(1);
        page.locator("#name").fill("Nattlig rapport");
        press(page, "Lag nøkkel");
        says(page, "Nøkkelen er klar");
        press(page, "Trekk tilbake");
        assertThat(heading(page)).isEqualTo("Trekk tilbake «Nattlig rapport»?");
        press(page, "Trekk tilbake");
        says(page, "Nøkkelen er trukket tilbake");
    }

    private void activity(Page page) {
        press(page.locator("nav"), "Aktivitet");
        page.locator("select[name=type]").selectOption("client_activated");
        page.locator("#from").fill("31.02.2026");
        press(page, "Vis");
        says(page, "Skriv datoen som dd.mm.åååå.");
        page.locator("#from").fill("01.01.2026");
        press(page, "Vis");
        says(page, "Aktivert");
        assertThat(file(page, "Last ned som CSV")).endsWith(".csv");
    }

    private void help(Page page) {
        page.navigate(portal.address() + "/help");
        for (var topic : List.of("Status og feil", "Lokale integrasjoner", "Andre regnskapssystem")) {
            page.locator("main a:text-is('" + topic + "')").first().click();
            assertThat(heading(page)).isEqualTo(topic);
        }
    }

    private void removeSystem(Page page, Visitor kari) {
        page.navigate(portal.address() + kari.system());
        press(page, "Slett system");
        page.locator("#name").fill("visma");
        page.locator("main button:text-is('Slett system')").click();
        says(page, "Det du skrev, er ikke likt.");
        assertThat(page.locator("#name").inputValue()).isEqualTo("visma");
        page.locator("#name").fill("Visma eAccounting");
        page.locator("main button:text-is('Slett system')").click();
        says(page, "Visma eAccounting slettes");
        page.locator(".ds-alert button:text-is('Angre')").click();
        says(page, "Slettingen av Visma eAccounting er angret.");
    }

    private void signOut(Page page) {
        page.locator("details.who summary").click();
        page.locator("details.who button:text-is('Logg ut')").click();
        assertThat(heading(page)).isEqualTo("Du er logget ut");
    }

    // The person with the right in Visma

    private String link(Page page, Locator send) {
        send.click();
        page.locator("#email").fill("ikke en adresse");
        page.locator("main form button[type=submit]").click();
        assertThat(page.locator("#email-wrong").count()).isEqualTo(1);
        assertThat(page.locator("#email").inputValue()).isEqualTo("ikke en adresse");
        page.locator("#email").fill("leder@firma.example");
        page.locator("main form button[type=submit]").click();
        return URI.create(page.locator("#link").inputValue()).getPath();
    }

    private void asGuest(String link, Company company) {
        try (var context = listened(browser.withoutScript(390, 900))) {
            var page = context.newPage();
            page.navigate(portal.address() + link);
            press(page, "Fortsett til Visma");
            allow(page, company);
            says(page, "Du kan lukke siden.");
        }
    }

    private void allow(Page page, Company company) {
        visma.choose(company);
        page.locator("#allow").click();
    }

    // What is looked at

    private static void press(Page page, String text) {
        press(page.locator("main"), text);
    }

    private static void press(Locator within, String text) {
        within.locator("a:text-is('%1$s'), button:text-is('%1$s')".formatted(text))
                .first()
                .click();
    }

    private static void menu(Page page, String text) {
        page.locator("details.who summary").click();
        page.locator("details.who a:text-is('" + text + "')").click();
    }

    private static void says(Page page, String text) {
        says(page.locator("main"), text);
    }

    private static void says(Locator place, String text) {
        assertThat(place.innerText().replace('\u00a0', ' ')).contains(text);
    }

    private static String heading(Page page) {
        return page.locator("h1").textContent();
    }

    private static Locator row(Page page, String name) {
        return page.locator("#clients tbody tr:has(a.client:text-is('" + name + "'))");
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }

    private String file(Page page, String link) {
        var file = page.waitForDownload(() -> press(page, link));
        note("GET", file.url());
        return file.suggestedFilename();
    }

    private static long number(Page page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page.url());
        assertThat(found.find()).as(page.url()).isTrue();
        return Long.parseLong(found.group(1));
    }

    // Where it was

    private BrowserContext listened(BrowserContext context) {
        context.onRequest(request -> note(request.method(), request.url()));
        return context;
    }

    private void note(String method, String url) {
        if (url.startsWith(portal.address())) {
            var path = URI.create(url).getPath();
            addresses.stream()
                    .filter(address -> address.method().equals(method)
                            && address.pattern().matcher(path).matches())
                    .findFirst()
                    .ifPresent(address -> visited.add(address.name()));
        }
    }

    /** All that is mounted but what programs and style sheets are fetched from. */
    private List<Address> addresses() {
        var settings = new WebSettings(
                "localhost", 0, URI.create("http://localhost"), URI.create("http://localhost"), Duration.ofHours(1));
        return new PortalRoutes(portal.rooms(), Messages.bokmal(), Flowable.never(), settings)
                .router(vertx).getRoutes().stream()
                        .filter(route -> route.methods() != null && route.getPath() != null)
                        .filter(route -> !route.getPath().startsWith("/api/")
                                && !route.getPath().startsWith("/assets/")
                                && !route.getPath().equals("/help/"))
                        .flatMap(route -> Objects.requireNonNull(route.methods()).stream()
                                .map(method -> address(method.name(), route.getPath())))
                        .distinct()
                        .toList();
    }

    private static Address address(String method, String path) {
        var pattern = PLACE.matcher(path.replace(".", "\\.")).replaceAll("[^/]+");
        return new Address(method, path, Pattern.compile(pattern));
    }
}
