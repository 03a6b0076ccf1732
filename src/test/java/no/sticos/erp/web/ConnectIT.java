package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Back from Visma without a consent: each refusal has its page, in words, with one next step. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);

    private final Portal portal;

    ConnectIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @AfterEach
    void allow() {
        portal.visma().refuseCompany(null);
    }

    @ParameterizedTest
    @CsvSource({
        "MODULE_OFF_LATER, Det skjer oftest når et standardfirma er valgt., Velg et annet firma",
        "GUIDE_NOT_DONE, Oppstartsveiviseren i Visma eAccounting er ikke fullført, Åpne Visma eAccounting",
        "LICENCE, Lisensavtalen i Visma er ikke godtatt, Åpne Visma eAccounting",
        "USER_LACKS_RIGHT, mangler rettigheter i Visma, Prøv igjen",
        "NO_CONTACT, Vi får ikke kontakt med Visma eAccounting, Prøv igjen",
        "SANDBOX_CLIENT, kan bare hente testfirmaer, Kontakt support",
        "NOT_UNDERSTOOD, Visma sendte noe vi ikke kunne lese, Referanse hvis du kontakter support"
    })
    void what_visma_answers_is_told_with_what_to_do(Cause cause, String text, String step) {
        var visitor = portal.visitor();
        portal.visma().refuseCompany(Fault.of(cause, "Fjell AS"));

        var page = back(visitor, left(visitor, visitor.system() + "/connect"), FJELL);

        assertThat(page.bodyAsString()).contains("Klienten er ikke lagt til", text, step);
        assertThat(page.bodyAsString()).contains("action=\"" + visitor.system() + "/connect\"");
    }

    @Test
    void who_says_no_at_visma_is_told_that_nothing_was_added() {
        var visitor = portal.visitor();
        var away = left(visitor, visitor.system() + "/connect");

        var page = get(visitor, "/visma/callback?error=access_denied&state=" + Portal.state(away));

        assertThat(page.bodyAsString()).contains("Du avbrøt i Visma. Ingenting er lagt til.", "Prøv igjen");
    }

    @Test
    void an_answer_without_a_code_is_not_a_cancellation() {
        var visitor = portal.visitor();
        var away = left(visitor, visitor.system() + "/connect");

        var page = get(visitor, "/visma/callback?error=server_error&state=" + Portal.state(away));

        assertThat(page.bodyAsString()).contains("Visma svarte ikke da tilgangen skulle hentes.", "Prøv igjen");
    }

    @Test
    void a_closed_company_is_not_added() {
        var visitor = portal.visitor();
        var closed = new Company("closed", "Nedlagt AS", "974760673", "NO", false);

        var page = back(visitor, left(visitor, visitor.system() + "/connect"), closed);

        assertThat(page.bodyAsString()).contains("Nedlagt AS er ikke aktiv i Visma.", "Velg et annet firma");
    }

    @Test
    void after_a_wrong_company_the_same_client_is_signed_in_again_and_nothing_else() {
        var visitor = portal.visitor();
        var client = portal.connected(visitor, FJELL);

        var page = back(visitor, left(visitor, "/clients/" + client + "/reconnect"), FJORD);

        assertThat(page.bodyAsString())
                .contains("Du valgte et annet firma i Visma", "Fjell AS", "Fjord AS", "Ingenting er endret.")
                .contains("action=\"/clients/" + client + "/reconnect\"", "#standardfirma")
                .doesNotContain("action=\"" + visitor.system() + "/connect\"");

        var renewed = back(visitor, left(visitor, "/clients/" + client + "/reconnect"), FJELL);
        assertThat(renewed.getHeader("Location")).isEqualTo(visitor.system() + "?added=" + client + "&renewed");
    }

    @Test
    void who_signs_in_again_and_says_no_is_told_that_nothing_was_changed() {
        var visitor = portal.visitor();
        var client = portal.connected(visitor, FJELL);
        var away = left(visitor, "/clients/" + client + "/reconnect");

        var page = get(visitor, "/visma/callback?error=access_denied&state=" + Portal.state(away));

        assertThat(page.bodyAsString())
                .contains("Påloggingen er ikke fornyet", "Ingenting er endret.", "/clients/" + client + "/reconnect");
    }

    @Test
    void a_company_that_cannot_be_chosen_is_added_and_says_why() {
        var visitor = portal.visitor();
        var holder = portal.connected(visitor, FJELL);
        post(visitor, "/clients/" + holder + "/activate");
        var twin = new Company("twin", "Fjell Avd. 2 AS", "974760673", "NO", true);
        var none = new Company("none", "Lomvi Design", "", "NO", true);
        var bad = new Company("bad", "Rot AS", "974760674", "NO", true);

        assertThat(added(visitor, twin)).contains("Samme orgnr som Fjell AS, som er aktiv.");
        assertThat(added(visitor, none)).contains("Mangler orgnr og personnr.", "Sjekk på nytt");
        assertThat(added(visitor, bad)).contains("er ikke gyldig. Rett det i Visma eAccounting", "Sjekk på nytt");
    }

    private String added(Visitor visitor, Company company) {
        var away = left(visitor, visitor.system() + "/connect");
        var page =
                get(visitor, back(visitor, away, company).getHeader("Location")).bodyAsString();
        return page.substring(page.indexOf("<div class=\"ds-alert\" data-color=\"warning\">"));
    }

    private URI left(Visitor visitor, String path) {
        return URI.create(post(visitor, path).getHeader("Location"));
    }

    private HttpResponse<Buffer> back(Visitor visitor, URI away, Company company) {
        return get(
                visitor,
                "/visma/callback?state=" + Portal.state(away) + "&code="
                        + portal.visma().consent(company));
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path) {
        var fields = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return Await.result(portal.request(visitor, HttpMethod.POST, path).rxSendForm(fields));
    }
}
