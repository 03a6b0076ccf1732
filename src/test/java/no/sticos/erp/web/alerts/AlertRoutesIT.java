package no.sticos.erp.web.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.erp.Company;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each person's switches, and who answers for a client. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertRoutesIT {
    private final Portal portal;
    private final Vertx vertx;

    AlertRoutesIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        portal = Portal.mailing(this.vertx);
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_person_switches_each_kind_for_themselves() {
        var kari = withMail(portal.visitor(), "kari@fjordtall.example");
        assertThat(portal.get(kari, "/alerts").bodyAsString())
                .contains("id=\"sign_in\" name=\"sign_in\" value=\"yes\" checked", "kari@fjordtall.example");

        var saved = portal.post(kari, "/alerts", "proof", "yes");
        assertThat(saved.getHeader("Location")).isEqualTo("/alerts?saved");
        var page = portal.get(kari, "/alerts?saved").bodyAsString();
        assertThat(page)
                .contains("Valgene er lagret", "name=\"proof\" value=\"yes\" checked")
                .doesNotContain("name=\"sign_in\" value=\"yes\" checked", "name=\"age\" value=\"yes\" checked");
        var own = Await.result(portal.rooms()
                .people()
                .find(kari.session().tenant(), kari.session().person().subject()));
        assertThat(own.off()).containsExactlyInAnyOrder(AlertKind.SIGN_IN, AlertKind.AGE);

        var reader = portal.reader(kari);
        assertThat(portal.get(reader, "/alerts").bodyAsString()).contains("name=\"age\" value=\"yes\" checked");
        assertThat(portal.post(reader, "/alerts").statusCode()).isEqualTo(303);
        assertThat(Await.result(portal.rooms()
                                .people()
                                .find(
                                        kari.session().tenant(),
                                        kari.session().person().subject()))
                        .off())
                .hasSize(2);
    }

    @Test
    void who_has_no_address_and_who_has_no_mail_server_are_told() {
        assertThat(portal.get(portal.visitor(), "/alerts").bodyAsString())
                .contains("Påloggingen din forteller ikke hvilken e-postadresse du har.");

        var silent = new Portal(vertx, Duration.ofMinutes(30));
        var kari = silent.visitor();
        var page = Await.result(silent.request(kari, HttpMethod.GET, "/alerts").rxSend());
        assertThat(page.bodyAsString()).contains("Denne installasjonen sender ikke e-post.");
        silent.close();
    }

    @Test
    void somebody_else_of_the_firm_can_be_made_to_answer_for_a_client() {
        var kari = withMail(portal.visitor(), "kari@fjordtall.example");
        var ola = withMail(portal.reader(kari), "ola@fjordtall.example");
        var client = portal.client(kari, "Fjell AS", "974760673");
        var connection = "/clients/" + client + "/connection";
        assertThat(portal.get(kari, connection).bodyAsString())
                .contains("Kari Lunde (kari@fjordtall.example)", "Ola Vik (ola@fjordtall.example)")
                .contains("Ansvarlig <b>Kari Lunde</b>");

        var subject = ola.session().person().subject();
        var chosen = portal.post(kari, "/clients/" + client + "/responsible", "person", subject);
        assertThat(chosen.getHeader("Location")).isEqualTo(connection);
        assertThat(portal.get(kari, connection).bodyAsString()).contains("Ansvarlig <b>Ola Vik</b>");
        assertThat(portal.trail(kari)).containsOnlyOnce("responsible_changed");

        portal.post(kari, "/clients/" + client + "/responsible", "person", subject);
        assertThat(portal.trail(kari)).containsOnlyOnce("responsible_changed");
    }

    @Test
    void nobody_of_another_firm_is_chosen_and_who_only_may_look_chooses_nobody() {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        var own = kari.session().person().subject();
        var theirs = stranger.session().person().subject();

        assertThat(portal.post(kari, "/clients/" + client + "/responsible", "person", theirs)
                        .statusCode())
                .isEqualTo(404);
        assertThat(portal.post(kari, "/clients/" + client + "/responsible").statusCode())
                .isEqualTo(303);
        assertThat(portal.post(stranger, "/clients/" + client + "/responsible", "person", theirs)
                        .statusCode())
                .isEqualTo(404);
        assertThat(portal.post(portal.reader(kari), "/clients/" + client + "/responsible", "person", own)
                        .statusCode())
                .isEqualTo(403);
        assertThat(portal.trail(kari)).doesNotContain("responsible_changed");
    }

    @Test
    void who_was_chosen_stays_when_somebody_else_signs_the_client_in_again() {
        var kari = portal.visitor();
        var liv = portal.colleague(kari);
        var company = new Company("stays", "Fjell AS", "974760673", "NO", true);
        var client = portal.connected(kari, company);
        portal.post(
                kari,
                "/clients/" + client + "/responsible",
                "person",
                liv.session().person().subject());

        Await.done(portal.rooms()
                .connecting()
                .start(kari.session(), kari.integration(), client)
                .flatMap(away -> portal.rooms().connecting().finish(kari.session(), portal.allowed(away, company)))
                .ignoreElement());

        assertThat(portal.get(kari, "/clients/" + client + "/connection").bodyAsString())
                .contains("Ansvarlig <b>Liv Dal</b>");
    }

    /** The same person, whose sign-in now says where mail reaches them. */
    private Visitor withMail(Visitor visitor, String email) {
        var session = visitor.session();
        var opened = Await.result(portal.rooms()
                .sessions()
                .open(
                        new Tenant(session.tenant(), "portal", session.firmName()),
                        session.person(),
                        session.rights(),
                        new MailAddress(email)));
        return new Visitor(opened.cookie(), opened.session(), visitor.integration());
    }
}
