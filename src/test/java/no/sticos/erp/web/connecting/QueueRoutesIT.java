package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.ConnectQueue.State;
import no.sticos.erp.connect.Right;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients, one after the other: what the queue takes, whom it expects, and what it leaves behind. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueRoutesIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final Company OTHER = new Company("other", "Byrået AS", "310000019", "NO", true);
    private static final String BOTH = "974 760 673 Fjell AS\n923609016 Fjord";

    private final Portal portal;

    QueueRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @AfterEach
    void hear() {
        portal.visma().refuseRevoking(null);
        portal.visma().refuseCompany(null);
    }

    // What is pasted

    @Test
    void each_line_that_is_wrong_is_told_and_what_was_typed_is_kept() {
        var kari = portal.visitor();

        var answer = paste(kari, "974760674 Feil AS\n974760673\n974760673\nbare tekst");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString())
                .contains("Linje 1: 974760674 er ikke et gyldig orgnr.", "Linje 4: bare tekst er ikke et gyldig orgnr.")
                .contains("Linje 3: 974760673 står også på linje 2.", "1 orgnr er gyldig.")
                .contains("974760674 Feil AS\n974760673\n974760673\nbare tekst</textarea>", "aria-invalid=\"true\"");
        assertThat(queues(kari)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "<b>&amp;"})
    void an_empty_field_and_one_without_a_number_make_no_queue(String text) {
        var kari = portal.visitor();

        assertThat(paste(kari, text).statusCode()).isEqualTo(422);
        assertThat(queues(kari)).isZero();
    }

    @Test
    void more_than_can_be_taken_at_once_is_said() {
        var numbers = new StringBuilder();
        var kari = portal.visitor();
        Orgnrs.valid(1_001).forEach(number -> numbers.append(number).append('\n'));

        var answer = paste(kari, numbers.toString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("Høyst 1\u00a0000 orgnr om gangen.");
    }

    @Test
    void the_field_is_looked_at_before_it_is_sent() {
        var kari = portal.visitor();
        assertThat(portal.connected(kari, FJELL)).isNotNull();

        var found = post(kari, kari.system() + "/queues/check", Map.of("numbers", BOTH + "\n1"));

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.bodyAsString())
                .contains("2 orgnr er gyldige.", "Linje 3: 1 er ikke et gyldig orgnr.")
                .contains("Linje 1: Fjell AS er allerede lagt til.")
                .doesNotContain("<html");
    }

    // Who stands in it

    @Test
    void any_company_of_the_queue_counts_whatever_the_order_and_who_is_there_already_is_passed_over() {
        var kari = portal.visitor();
        var there = portal.connected(kari, OTHER);
        var queue = made(kari, BOTH + "\n310000019 Noen");

        assertThat(get(kari, queue).bodyAsString())
                .contains("1 av 3", "Hoppes over", "Finnes allerede:", "href=\"/clients/" + there + "\"");

        var back = back(kari, left(kari, queue, 0), FJORD);

        assertThat(back.getHeader("Location")).startsWith(queue + "?added=");
        assertThat(states(kari, queue)).containsExactly(State.WAITING, State.ADDED, State.EXISTS);
        assertThat(get(kari, back.getHeader("Location")).bodyAsString())
                .contains("Fjord AS er lagt til", "2 av 3", "data-opens-in=\"5\"");
    }

    @Test
    void a_company_that_does_not_stand_in_it_waits_for_a_word_and_is_added_once() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);

        var back = back(kari, left(kari, queue, 0), OTHER);
        assertThat(back.getHeader("Location")).isEqualTo(queue);
        var page = get(kari, queue).bodyAsString();
        assertThat(page)
                .contains("Du valgte et annet firma i Visma", "Ingenting er lagt til ennå.", "#standardfirma")
                .contains("Neste i køen", "Fjell AS", "974\u00a0760\u00a0673", "Valgt i Visma", "Byrået AS")
                .doesNotContain("data-opens-in");
        assertThat(clients(kari)).isZero();

        var accept = page.replaceAll("(?s).*action=\"(/connect/[^\"]*/accept)\".*", "$1");
        var colleague = portal.colleague(kari, Set.of(Right.values()));
        assertThat(post(colleague, accept, Map.of()).bodyAsString()).contains("Det gikk for lang tid");
        assertThat(clients(kari)).isZero();

        assertThat(post(kari, accept, Map.of()).getHeader("Location")).startsWith(queue + "?added=");
        assertThat(post(kari, accept, Map.of()).getHeader("Location")).isEqualTo(queue);
        assertThat(clients(kari)).isEqualTo(1);
        assertThat(portal.trail(kari)).filteredOn("client_connected"::equals).hasSize(1);
        assertThat(get(kari, queue).bodyAsString()).doesNotContain("Du valgte et annet firma");
        assertThat(states(kari, queue)).containsExactly(State.WAITING, State.WAITING);
        assertThat(portal.visma().revoked()).isEmpty();
    }

    @Test
    void who_tries_again_lets_go_of_the_other_companys_consent_and_it_is_revoked() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);
        back(kari, left(kari, queue, 0), OTHER);
        var held = portal.visma().newest();
        var accept = get(kari, queue).bodyAsString().replaceAll("(?s).*action=\"(/connect/[^\"]*/accept)\".*", "$1");

        left(kari, queue, 0);

        assertThat(get(kari, queue).bodyAsString()).doesNotContain("Du valgte et annet firma");
        assertThat(post(kari, accept, Map.of()).bodyAsString()).contains("Det gikk for lang tid");
        portal.visma().refuseRevoking(Fault.of(Cause.NO_CONTACT));
        assertThat(Await.result(portal.rooms().connecting().revokeHeld())).isPositive();
        assertThat(portal.visma().revoked()).doesNotContain(held);
        portal.visma().refuseRevoking(null);
        portal.run("UPDATE gateway.held_consents SET tried_at = NULL");
        assertThat(Await.result(portal.rooms().connecting().revokeHeld())).isPositive();
        assertThat(portal.visma().revoked()).contains(held);
        assertThat(Await.result(portal.rooms().connecting().revokeHeld())).isZero();
    }

    // What leads nowhere

    @Test
    void a_try_that_led_nowhere_is_told_beside_its_company_and_can_be_made_again() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);
        var away = left(kari, queue, 0);

        var back = get(kari, "/visma/callback?error=access_denied&state=" + Portal.state(away));
        assertThat(back.getHeader("Location")).isEqualTo(queue);
        portal.visma().refuseCompany(Fault.of(Cause.MODULE_OFF_LATER, "Fjord AS"));
        back(kari, left(kari, queue, 0), FJORD);
        portal.visma().refuseCompany(null);

        assertThat(get(kari, queue).bodyAsString())
                .contains("Hoppet over: du avbrøt i Visma", "Fjord AS har ikke tilgang til eAccounting.")
                .contains("Ingen flere venter i køen.", "Prøv igjen med Fjell AS")
                .doesNotContain("data-opens-in");
        var first = entries(kari, queue).get(0).id();
        back(kari, left(kari, queue, first), FJELL);
        assertThat(states(kari, queue)).containsExactly(State.ADDED, State.LOOK);
    }

    @Test
    void one_is_passed_over_and_the_queue_is_put_aside_until_its_person_goes_on() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);
        var first = Long.toString(entries(kari, queue).get(0).id());

        post(kari, queue + "/skip", Map.of("entry", first));
        post(kari, queue + "/skip", Map.of("entry", first));
        post(kari, queue + "/pause", Map.of());

        assertThat(states(kari, queue)).containsExactly(State.LOOK, State.WAITING);
        assertThat(get(kari, queue + "?added=1").bodyAsString())
                .contains("Køen har pause.", "Fortsett køen")
                .doesNotContain("data-opens-in");
        left(kari, queue, 0);
        assertThat(get(kari, queue).bodyAsString()).doesNotContain("Køen har pause.");
    }

    @Test
    void what_was_wished_for_is_activated_as_it_comes_and_nothing_else() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);

        back(kari, left(kari, queue, 0), FJELL);
        var wished = post(kari, queue + "/next", Map.of("activate", "yes"));
        back(kari, URI.create(wished.getHeader("Location")), FJORD);

        assertThat(get(kari, kari.system()).bodyAsString()).contains("Aktive klienter: <b>1</b>");
        assertThat(portal.trail(kari)).endsWith("client_connected", "client_connected", "client_activated");
    }

    // Whose it is

    @Test
    void it_outlives_the_browser_and_is_changed_by_pasting_anew() {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);
        back(kari, left(kari, queue, 0), FJELL);

        var elsewhere = portal.again(kari);
        assertThat(get(elsewhere, kari.system() + "/connect").bodyAsString())
                .contains("923\u00a0609\u00a0016 Fjord</textarea>", "href=\"" + queue + "\"", "Fortsett køen");
        assertThat(made(elsewhere, "310000019")).isEqualTo(queue);
        assertThat(entries(kari, queue))
                .extracting(ConnectQueue.Entry::orgnr)
                .containsExactly("974760673", "310000019");
        back(elsewhere, left(elsewhere, queue, 0), OTHER);
        made(kari, "923609016");
        assertThat(states(kari, queue)).containsExactly(State.WAITING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /queues/{q}",
                "POST /queues/{q}/next",
                "POST /queues/{q}/skip",
                "POST /queues/{q}/pause",
                "POST /integrations/{i}/queues",
                "POST /integrations/{i}/queues/check",
                "POST /connect/{h}/accept"
            })
    void another_persons_queue_is_not_found_in_another_firm_nor_in_ones_own(String route) {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);
        var entry = Long.toString(entries(kari, queue).get(0).id());
        var method = HttpMethod.valueOf(route.substring(0, route.indexOf(' ')));
        var path = route.substring(route.indexOf(' ') + 1)
                .replace("/queues/{q}", queue)
                .replace("/integrations/{i}", kari.system())
                .replace("{h}", "no-such-consent");

        var stranger = portal.visitor();
        assertThat(send(stranger, method, path, Map.of("entry", entry, "numbers", BOTH))
                        .statusCode())
                .isEqualTo(404);
        if (path.startsWith("/queues")) {
            var ola = portal.colleague(kari, Set.of(Right.values()));
            assertThat(send(ola, method, path, Map.of("entry", entry)).statusCode())
                    .isEqualTo(404);
        }
        assertThat(states(kari, queue)).containsExactly(State.WAITING, State.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/next", "/skip", "/pause"})
    void without_the_sessions_token_and_without_the_right_nothing_is_done(String button) {
        var kari = portal.visitor();
        var queue = made(kari, BOTH);

        var forged = Await.result(portal.request(kari, HttpMethod.POST, queue + button)
                .rxSendForm(MultiMap.caseInsensitiveMultiMap().add("csrf", "guessed")));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(post(portal.reader(kari), queue + button, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(states(kari, queue)).containsExactly(State.WAITING, State.WAITING);
    }

    private long queues(Visitor visitor) {
        return Await.result(portal.rooms()
                .queues()
                .of(visitor.session(), visitor.integration(), ConnectQueue.Kind.CONNECT)
                .count());
    }

    private long clients(Visitor visitor) {
        var system = Await.result(
                portal.rooms().integrations().find(visitor.session().tenant(), visitor.integration()));
        return (long) system.activeClients() + system.inactiveClients();
    }

    private List<State> states(Visitor visitor, String queue) {
        return entries(visitor, queue).stream().map(ConnectQueue.Entry::state).toList();
    }

    private List<ConnectQueue.Entry> entries(Visitor visitor, String queue) {
        long id = Long.parseLong(queue.substring("/queues/".length()));
        return Await.result(portal.rooms().queues().find(visitor.session(), id)).entries();
    }

    private HttpResponse<Buffer> paste(Visitor visitor, String numbers) {
        return post(visitor, visitor.system() + "/queues", Map.of("numbers", numbers));
    }

    @CanIgnoreReturnValue
    private String made(Visitor visitor, String numbers) {
        var answer = paste(visitor, numbers);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(303);
        return answer.getHeader("Location");
    }

    /** To Visma for this entry; 0: for whoever's turn it is. */
    @CanIgnoreReturnValue
    private URI left(Visitor visitor, String queue, long entry) {
        var fields = entry == 0 ? Map.<String, String>of() : Map.of("entry", Long.toString(entry));
        return URI.create(post(visitor, queue + "/next", fields).getHeader("Location"));
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> back(Visitor visitor, URI away, Company company) {
        var code = portal.visma().consent(company);
        return get(visitor, "/visma/callback?state=" + Portal.state(away) + "&code=" + code);
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path, Map<String, String> fields) {
        return send(visitor, HttpMethod.POST, path, fields);
    }

    private HttpResponse<Buffer> send(Visitor visitor, HttpMethod method, String path, Map<String, String> fields) {
        var request = portal.request(visitor, method, path);
        var form = MultiMap.caseInsensitiveMultiMap().addAll(fields);
        form.add("csrf", visitor.session().csrf().reveal());
        return Await.result(method.equals(HttpMethod.GET) ? request.rxSend() : request.rxSendForm(form));
    }
}
