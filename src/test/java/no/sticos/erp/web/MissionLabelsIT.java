package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people know the pages by: the mission document's own words, to the letter. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissionLabelsIT {
    private final Portal portal;
    private final Visitor empty;
    private final Visitor kari;

    MissionLabelsIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        empty = portal.visitor();
        kari = portal.visitor();
        portal.client(kari, "Fjell AS", "974760673");
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "list, Integrasjoner",
        "list, Ny integrasjon",
        "list, Visma eAccounting",
        "list, 0 aktive 0 inaktive",
        "new, Ny integrasjon",
        "new, Webbaserte regnskapssystem (se oppsett for lokale integrasjoner)",
        "new, Visma eAccounting",
        "new, Opprett",
        "new, Avbryt",
        "new, Andre regnskapssystem",
        "new, Gå til hjelp og informasjon",
        "empty, Visma eAccounting",
        "empty, Aktive klienter: 0",
        "empty, Inaktive klienter: 0",
        "empty, Ny klient",
        "empty, Slett system",
        "empty, Klienter",
        "empty, Søk...",
        "empty, Ingen data",
        "system, Inaktive klienter: 1",
        "system, Navn",
        "system, Orgnr",
        "system, ApiAktiv",
        "system, Slett",
        "system, Send data",
        "system, Slett kontoer",
        "system, Aktiv",
        "system, Aktiver"
    })
    void each_label_of_the_mission_document_stands_on_its_page(String page, String label) {
        var words =
                switch (page) {
                    case "list" -> words(empty, "/integrations");
                    case "new" -> words(portal.newcomer(), "/integrations/new");
                    case "empty" -> words(empty, empty.system());
                    default -> words(kari, kari.system());
                };

        assertThat(" " + words + " ").contains(" " + label + " ");
    }

    /** What a reader sees, a search field's hint included. */
    private String words(Visitor visitor, String path) {
        var html = Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend())
                .bodyAsString();
        return html.replaceAll("(?s)<(script|style|svg)\\b.*?</\\1>", " ")
                .replaceAll("placeholder=\"([^\"]*)\"", "> $1 <")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\s\u00a0]+", " ");
    }
}
