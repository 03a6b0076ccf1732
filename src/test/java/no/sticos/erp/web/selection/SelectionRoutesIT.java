package no.sticos.erp.web.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One word for many clients: who may, the question, a result for each, and what sent twice is done once. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionRoutesIT {
    private static final String FJELL = "974760673";
    private static final String FJORD = "923609016";

    private final Portal portal;

    SelectionRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    // The question

    @Test
    void the_question_names_those_that_go_and_says_why_the_others_do_not() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var holder = portal.client(kari, "Kvitberg Holding AS", FJORD);
        var double_ = portal.client(kari, "Kvitberg Eiendom AS", FJORD);
        var nobody = portal.client(kari, "Lomvi Design", "");
        done(act(kari, "activate", holder));

        var page = ask(kari, "activate", fjell, holder, double_, nobody).bodyAsString();

        assertThat(page)
                .contains("<h1>Aktivere 4 klienter?</h1>", "1 klient kan aktiveres.", "Aktiver 1 klient</button>")
                .contains("Blir med: </span>Fjell AS</span>")
                .contains("<b>Kvitberg Eiendom AS</b>: Samme orgnr som Kvitberg Holding AS")
                .contains("<b>Kvitberg Holding AS</b>: Er aktiv fra før")
                .contains("<b>Lomvi Design</b>: Mangler orgnr og personnr")
                .containsPattern("<a [^>]*data-close[^>]*autofocus[^>]*>Avbryt</a>");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void a_form_that_is_not_sure_asks_however_it_is_sent_and_changes_nothing() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);

        var asked = send(kari, form(kari, "activate", fjell).remove("sure"));

        assertThat(asked.bodyAsString()).contains("Aktivere 1 klient?");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void what_goes_is_counted_before_it_goes() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var fjord = portal.client(kari, "Fjord AS", FJORD);
        var other = portal.client(kari, "Skog AS", "889640782");
        for (var client : List.of(fjell, fjord, other)) {
            portal.run(
                    "INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict,"
                            + " counts) VALUES (" + client + ", 1, 1, 'REST', '{}', now(), 'DONE', 'OK', '{}')");
            portal.run("INSERT INTO gateway.books (client_id, current_gen, published_at, verified_at, verdict) VALUES ("
                    + client + ", 1, now(), now(), 'OK')");
        }

        assertThat(ask(kari, "delete", fjell, fjord).bodyAsString())
                .contains("Slette 2 klienter?", "<dt>Klienter</dt><dd>2</dd>")
                .contains("<dt>Opplysninger om hentinger</dt><dd>2</dd>")
                .contains("Du kan angre i 10 minutter", "Alle tilganger trekkes tilbake hos Visma");
    }

    @Test
    void where_nobody_is_chosen_there_is_nothing_to_say_yes_to() {
        var kari = portal.visitor();
        portal.client(kari, "Fjell AS", FJELL);

        assertThat(ask(kari, "activate").bodyAsString())
                .contains("Ingen klienter er valgt")
                .doesNotContain("name=\"sure\"");
    }

    @ParameterizedTest
    @CsvSource({"action=burn&ids=1", "ids=1", "action=send&ids=x", "action=send&ids=-1", "action=send&ids=1.2.x"})
    void what_no_form_of_ours_sends_is_refused(String query) {
        var kari = portal.visitor();

        assertThat(get(kari, kari.system() + "/bulk?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void more_than_five_thousand_are_refused_before_anything_is_done() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var ids = Flowable.rangeLong(900_000_000L, 5_000)
                .map(String::valueOf)
                .toList()
                .blockingGet();
        ids.add(fjell.toString());

        var refused = send(kari, form(kari, "activate").set("ids", String.join(".", ids)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.bodyAsString()).contains("Velg høyst 5\u00a0000 klienter om gangen.");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    // Who may

    @Test
    void another_firms_system_is_not_found() {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var theirs = portal.client(stranger, "Fjell AS", FJELL);

        for (var path : List.of("/bulk?action=activate&ids=" + theirs, "/bulk/numbers?all=true")) {
            assertThat(get(kari, stranger.system() + path).statusCode()).isEqualTo(404);
        }
        var fields = form(kari, "activate", theirs);
        var sent = Await.result(portal.request(kari, HttpMethod.POST, stranger.system() + "/bulk")
                .rxSendForm(fields));
        assertThat(sent.statusCode()).isEqualTo(404);
        assertThat(state(stranger, theirs)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void another_firms_client_is_not_found_in_its_row_and_keeps_no_other() {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var theirs = portal.client(stranger, "Fremmed AS", FJELL);
        var fjell = portal.client(kari, "Fjell AS", FJELL);

        var page = act(kari, "activate", theirs, fjell).bodyAsString();

        assertThat(page)
                .contains("1 av 2 klienter er aktivert", "Ukjent klient", "Klienten finnes ikke")
                .doesNotContain("Fremmed AS", "/clients/" + theirs);
        assertThat(state(stranger, theirs)).isEqualTo(ClientState.NEVER);
        assertThat(state(kari, fjell)).isEqualTo(ClientState.QUEUED);
    }

    @ParameterizedTest
    @CsvSource({"delete", "deleteAccounts"})
    void only_an_administrator_removes(String action) {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var user = portal.colleague(kari, Set.of(Right.READ, Right.USE));

        assertThat(ask(user, action, fjell).statusCode()).isEqualTo(403);
        assertThat(act(user, action, fjell).statusCode()).isEqualTo(403);
        assertThat(act(portal.reader(kari), "activate", fjell).statusCode()).isEqualTo(403);
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void without_the_sessions_token_nothing_is_done() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);

        assertThat(send(kari, form(kari, "activate", fjell).remove("csrf")).statusCode())
                .isEqualTo(403);
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    // The doing

    @Test
    void each_row_says_what_came_of_it_and_the_heading_has_the_focus() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var nobody = portal.client(kari, "Lomvi Design", "");

        var page = act(kari, "activate", fjell, nobody).bodyAsString();

        assertThat(page)
                .contains("<h1 tabindex=\"-1\" autofocus>1 av 2 klienter er aktivert</h1>")
                .containsPattern("Aktivert\\. Nr\\. \\d+ i køen");
        assertThat(page.indexOf("Mangler orgnr og personnr")).isPositive().isLessThan(page.indexOf("Aktivert. Nr."));
    }

    @Test
    void every_action_does_what_the_rows_own_button_does() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);

        assertThat(act(kari, "send", fjell).bodyAsString()).contains("Klienten er ikke aktiv");
        done(act(kari, "activate", fjell));
        assertThat(act(kari, "send", fjell).bodyAsString()).contains("Henter data for 1 av 1 klienter");
        assertThat(act(kari, "deactivate", fjell).bodyAsString()).contains("1 av 1 klienter er deaktivert");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.INACTIVE);
        assertThat(act(kari, "deleteAccounts", fjell).bodyAsString()).contains("Ingen data å slette");
        assertThat(act(kari, "delete", fjell).bodyAsString()).containsPattern("Slettes kl\\.\u00a0\\d\\d:\\d\\d");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.DELETING);
        assertThat(act(kari, "activate", fjell).bodyAsString()).contains("Klienten slettes");
    }

    @Test
    void of_two_with_the_same_number_one_is_activated_and_the_other_says_whose_it_is() {
        var kari = portal.visitor();
        var one = portal.client(kari, "Fjell AS", FJELL);
        var other = portal.client(kari, "Fjell Avd. 2 AS", FJELL);

        var page = act(kari, "activate", one, other).bodyAsString();

        assertThat(page).contains("1 av 2 klienter er aktivert").containsPattern("Samme orgnr som|samme orgnr");
    }

    @Test
    void the_same_form_sent_twice_is_one_word_in_the_trail() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var fjord = portal.client(kari, "Fjord AS", FJORD);
        var form = form(kari, "activate", fjell, fjord);

        var both = Await.result(Single.zip(sent(kari, form), sent(kari, form), List::of));

        assertThat(both).allSatisfy(page -> assertThat(page.bodyAsString()).contains("2 av 2 klienter er aktivert"));
        assertThat(portal.trail(kari)).filteredOn("many_activated"::equals).hasSize(1);
        assertThat(portal.trail(kari)).filteredOn("client_activated"::equals).hasSize(2);
        assertThat(get(kari, "/activity").bodyAsString()).contains("Aktivert, 2 klienter");
    }

    @ParameterizedTest
    @CsvSource({"activate, Aktivert. Nr.", "delete, Slettes kl."})
    void the_same_form_sent_again_says_the_same_and_does_nothing(String action, String said) {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var form = form(kari, action, fjell);

        var first = send(kari, form).bodyAsString();
        var trail = portal.trail(kari);
        var again = send(kari, form).bodyAsString();

        assertThat(first).contains("1 av 1 klienter", said);
        assertThat(again).contains("1 av 1 klienter", said);
        assertThat(portal.trail(kari)).isEqualTo(trail);
    }

    @Test
    void who_is_as_wanted_already_is_left_alone() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        done(act(kari, "activate", fjell));
        portal.run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = " + fjell);

        assertThat(act(kari, "activate", fjell).bodyAsString()).contains("Er aktiv fra før");
        assertThat(state(kari, fjell)).as("nothing is fetched").isNotEqualTo(ClientState.QUEUED);
    }

    @Test
    void all_that_the_list_finds_are_meant_and_no_others() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var fjord = portal.client(kari, "Fjord AS", FJORD);
        var form = form(kari, "activate").set("all", "true").set("q", "fjell").set("clients", "1");

        done(send(kari, form));

        assertThat(state(kari, fjell)).isEqualTo(ClientState.QUEUED);
        assertThat(state(kari, fjord)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void a_list_that_has_grown_since_the_question_is_asked_about_anew() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        portal.client(kari, "Fjord AS", FJORD);

        var anew = send(kari, form(kari, "delete").set("all", "true").set("clients", "1"));

        assertThat(anew.statusCode()).isEqualTo(409);
        assertThat(anew.bodyAsString()).contains("Slette 2 klienter?", "Utvalget er endret siden du fikk spørsmålet.");
        assertThat(state(kari, fjell)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void the_numbers_of_all_are_those_of_the_rows() {
        var kari = portal.visitor();
        portal.client(kari, "Fjell AS", FJELL);
        done(act(kari, "activate", portal.client(kari, "Fjord AS", FJORD)));
        portal.client(kari, "Lomvi Design", "");

        assertThat(get(kari, kari.system() + "/bulk/numbers?all=true").bodyAsString())
                .contains("Aktiver (1)", "Send data (1)", "Deaktiver (1)", "Slett (3)")
                .containsPattern("aria-disabled=\"true\" aria-describedby=\"why-none\">Slett kontoer \\(0\\)");
    }

    private static void done(HttpResponse<Buffer> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.bodyAsString()).contains("autofocus>1 av 1 klienter");
    }

    private ClientState state(Visitor visitor, ClientId client) {
        return Await.result(portal.rooms().overview().find(visitor.session().tenant(), client))
                .state();
    }

    private HttpResponse<Buffer> ask(Visitor visitor, String action, ClientId... clients) {
        var ids = Arrays.stream(clients).map(client -> "&ids=" + client).collect(Collectors.joining());
        return get(visitor, visitor.system() + "/bulk?action=" + action + ids);
    }

    private HttpResponse<Buffer> act(Visitor visitor, String action, ClientId... clients) {
        return send(visitor, form(visitor, action, clients));
    }

    private static MultiMap form(Visitor visitor, String action, ClientId... clients) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal())
                .add("sure", "yes")
                .add("action", action)
                .add("clients", Integer.toString(clients.length))
                .add("form", UUID.randomUUID().toString());
        return form.add("ids", Arrays.stream(clients).map(ClientId::toString).collect(Collectors.joining(".")));
    }

    private HttpResponse<Buffer> send(Visitor visitor, MultiMap form) {
        return Await.result(sent(visitor, form));
    }

    private Single<HttpResponse<Buffer>> sent(Visitor visitor, MultiMap form) {
        return portal.request(visitor, HttpMethod.POST, visitor.system() + "/bulk")
                .rxSendForm(form);
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }
}
