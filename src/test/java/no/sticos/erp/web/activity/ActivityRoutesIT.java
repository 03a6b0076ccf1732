package no.sticos.erp.web.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trail as people read it: theirs alone, searched, filtered, in pages, and as a file. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityRoutesIT {
    private final Portal portal;
    private final Visitor kari;

    ActivityRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        kari = portal.visitor();
        portal.client(kari, "Fjell <AS>", "974760673");
        var liv = portal.colleague(kari);
        portal.client(liv, "=HYPERLINK(1)", "923609016");
        line(
                kari,
                "2026-03-29 00:30+01",
                "'Ola Vik', 'sync_requested', 'Ålesund AS', 'FAILED', 'vismaDown', '7F3K-22'");
        line(kari, "2026-03-28 23:30+01", "'Ola Vik', 'client_removed', 'Borte AS', 'DONE', 'removal 7', NULL");
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void the_newest_stands_first_with_what_came_of_it_and_why() {
        var page = page(kari, "");

        assertThat(page)
                .containsSubsequence("Klient lagt til", "=HYPERLINK(1)", "Liv Dal")
                .contains("Fjell &lt;AS&gt;", "Feilet: Visma svarte ikke.", "7F3K-22", "Integrasjon lagt til")
                .contains("href=\"/deletions/7\"", "29.03.2026 00:30");
        assertThat(page).containsSubsequence("Borte AS", "Ålesund AS");
    }

    @Test
    void another_firms_lines_are_not_there() {
        var stranger = portal.visitor();
        portal.client(stranger, "Andres AS", "310000019");

        assertThat(page(stranger, "")).contains("Andres AS").doesNotContain("Fjell", "Liv Dal");
        assertThat(page(kari, "?q=Andres")).contains("Fant ingen hendelser").doesNotContain("Andres AS</");
        assertThat(file(stranger, "")).doesNotContain("Fjell");
    }

    @ParameterizedTest
    @CsvSource({
        "?q=fjell, Fjell &lt;AS&gt;, HYPERLINK",
        "?q=%C3%A5les, Ålesund AS, Borte AS",
        "?q=7f3k, Ålesund AS, Borte AS",
        "?q=liv+d, HYPERLINK, Fjell &lt;AS&gt;",
        "?type=client_removed, Borte AS, Ålesund AS",
        "?person=Ola+Vik, Ålesund AS, HYPERLINK",
        "?from=29.3.2026&to=29.03.2026, Ålesund AS, Borte AS",
        "?to=28.03.2026, Borte AS, Ålesund AS",
        "?q=%25, Fant ingen hendelser, Fjell &lt;AS&gt;"
    })
    void it_is_searched_and_filtered_by_what_its_address_says(String query, String there, String gone) {
        assertThat(page(kari, query)).contains(there).doesNotContain(gone);
    }

    @ParameterizedTest
    @CsvSource({"?from=31.02.2026", "?to=i+g%C3%A5r", "?from=2026-03-29"})
    void a_day_that_is_none_is_told_at_its_field_and_kept(String query) {
        assertThat(page(kari, query))
                .contains("Skriv datoen som dd.mm.åååå.", "aria-invalid=\"true\"", "Fjell &lt;AS&gt;");
    }

    @Test
    void what_cannot_be_understood_is_left_out() {
        assertThat(page(kari, "?type=nothing&before=x&person=%00%27")).contains("Aktivitet");
        assertThat(page(kari, "?type=nothing&before=-1")).contains("Fjell &lt;AS&gt;");
    }

    @Test
    void a_long_log_has_pages_by_key_and_the_file_has_all_of_it_as_texts() {
        var long_ = portal.visitor();
        portal.run("INSERT INTO gateway.audit_lines (tenant_id, actor, actor_name, action, outcome, client_name)"
                + " SELECT " + long_.session().tenant() + ", 's', 'Kari', 'signed_in', 'DONE', 'Nr. ' || n || '.'"
                + " FROM generate_series(1, 1200) n");

        var first = page(long_, "");
        assertThat(first).contains("Nr. 1200.", "Nr. 1151.").doesNotContain("Nr. 1150.");
        var older = first.replaceAll("(?s).*href=\"/activity(\\?before=[0-9]+)\".*", "$1");
        assertThat(page(long_, older)).contains("Nr. 1150.", "Til de nyeste").doesNotContain("Nr. 1151.");
        assertThat(file(long_, "").lines()).hasSize(1 + 1200 + 2);

        assertThat(file(kari, "?q=hyper"))
                .startsWith("\ufeffTidspunkt;Hvem;Hendelse;Klient;Resultat;Referanse\r\n")
                .contains(";Liv Dal;Klient lagt til;'=HYPERLINK(1);Fullført;");
    }

    @Test
    void every_action_has_its_words_and_the_page_is_clean_in_a_browser() {
        for (var action : AuditAction.values()) {
            assertThat(page(kari, "?type=" + action.id())).contains("value=\"" + action.id() + "\" selected");
        }
        try (var browser = Browser.launch()) {
            var seen = new Seen(browser, portal);
            seen.everywhere(kari, "/activity", "activity");
            seen.everywhere(kari, "/activity?from=31.02.2026&q=ingen", "activity-none");
        }
    }

    private void line(Visitor visitor, String at, String values) {
        portal.run("INSERT INTO gateway.audit_lines (tenant_id, at, actor, actor_name, action, client_name, outcome,"
                + " detail, reference) VALUES (" + visitor.session().tenant() + ", '" + at + "', 's', " + values + ")");
    }

    private String page(Visitor visitor, String query) {
        var answer = get(visitor, "/activity" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.bodyAsString();
    }

    private String file(Visitor visitor, String query) {
        return get(visitor, "/activity.csv" + query).bodyAsString();
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }
}
