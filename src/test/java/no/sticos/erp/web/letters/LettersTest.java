package no.sticos.erp.web.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.alerts.Digest;
import no.sticos.erp.testing.MarkedLanguage;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mail says. */
class LettersTest {
    private static final Person KARI = new Person("kari", "Kari <Lunde>");
    private static final Instant THEN = Instant.parse("2026-11-24T13:29:00Z");

    private final Messages messages = Messages.bokmal();
    private final Letters letters =
            new Letters(new Pages(messages, Assets.load()), messages, URI.create("https://erp.sticos.example"));

    @Test
    void an_invitation_says_who_asks_for_what_and_holds_its_link_in_both_forms() {
        var letter = letters.invitation(invitation("Fjell & Sønn AS", "974760673"), Secret.of("t0ken"));

        assertThat(letter.subject()).isEqualTo("Byrået ber om lesetilgang til Fjell & Sønn AS i Visma");
        assertThat(letter.text())
                .contains("Kari <Lunde> i Byrået", "Fjell & Sønn AS (orgnr 974\u00a0760\u00a0673)")
                .contains("Gi lesetilgang:\nhttps://erp.sticos.example/invite/t0ken\n")
                .contains("24.11.2026 kl.\u00a014:29");
        assertThat(letter.html())
                .contains("Kari &lt;Lunde&gt;", "Fjell &amp; Sønn AS")
                .contains("href=\"https://erp.sticos.example/invite/t0ken\"")
                .doesNotContain("<script", "<img", "<link");
    }

    @Test
    void they_are_written_in_the_language_of_the_pages_and_nothing_else(@TempDir Path folder) throws IOException {
        var marked = MarkedLanguage.in(folder);
        var home = "https://erp.sticos.example";
        var foreign = new Letters(new Pages(marked, Assets.load()), marked, URI.create(home));
        var items = Stream.of(AlertKind.values())
                .map(kind -> item(1, "1", kind, kind == AlertKind.PROOF, THEN))
                .toList();

        for (var letter : List.of(
                foreign.invitation(invitation("1", "974760673"), Secret.of("t")),
                foreign.digest(new Digest(KARI, items)))) {
            assertThat(MarkedLanguage.outside(letter.subject())).isEmpty();
            assertThat(MarkedLanguage.outside(letter.text()).replaceAll(home + "\\S*", ""))
                    .doesNotContainPattern("\\p{L}");
            assertThat(letter.html()).contains("<html lang=\"" + MarkedLanguage.TAG + "\">");
        }
    }

    @Test
    void a_company_that_is_known_by_number_only_is_called_by_it_once() {
        assertThat(letters.invitation(invitation("974760673", "974760673"), Secret.of("t"))
                        .text())
                .contains("til 974760673 i Visma eAccounting.")
                .doesNotContain("orgnr");
        assertThat(letters.invitation(invitation("Uten nummer", null), Secret.of("t"))
                        .text())
                .contains("til Uten nummer i Visma eAccounting.");
    }

    @Test
    void a_digest_has_a_part_for_each_kind_and_says_how_to_switch_it_off() {
        var letter = letters.digest(new Digest(
                KARI,
                List.of(
                        item(1, "A <AS>", AlertKind.SIGN_IN, false, THEN),
                        item(1, "A <AS>", AlertKind.PROOF, false, THEN),
                        item(2, "B AS", AlertKind.PROOF, true, THEN),
                        item(3, "C AS", AlertKind.AGE, false, null))));

        assertThat(letter.subject()).isEqualTo("3 klienter trenger deg");
        assertThat(letter.text())
                .containsSubsequence(
                        "Trenger pålogging\n",
                        "A <AS>, tallene er fra 24.11.2026 kl.\u00a014:29:\nhttps://erp.sticos.example/clients/1\n",
                        "https://erp.sticos.example/logins?mine\n",
                        "Regnskapet stemmer ikke\n",
                        "B AS (endringer venter på deg), tallene er fra",
                        "Tallene er eldre enn 36 timer\n",
                        "C AS, ingen tall ennå:\n",
                        "eller slå av alle:\nhttps://erp.sticos.example/alerts\n");
        assertThat(letter.html())
                .contains("A &lt;AS&gt;", "<h2>Trenger pålogging</h2>")
                .doesNotContain("A <AS>");
    }

    @Test
    void who_has_very_many_is_told_how_many_more() {
        var items = IntStream.rangeClosed(1, 53)
                .mapToObj(i -> item(i, "Klient nr. " + i, AlertKind.AGE, false, THEN))
                .toList();

        var text = letters.digest(new Digest(KARI, items)).text();

        assertThat(text).contains("Klient nr. 50,", "… og 3 til.").doesNotContain("Klient nr. 51,");
    }

    private static Digest.Item item(long client, String name, AlertKind kind, boolean held, @Nullable Instant figures) {
        return new Digest.Item(new ClientId(client), name, kind, held, figures);
    }

    private static Invitation invitation(String name, @Nullable String orgnr) {
        var client = orgnr == null ? new ClientId(5) : null;
        var wanted = new Invitation.Wanted(new IntegrationId(1), client, orgnr);
        return new Invitation(7, new TenantId(1), "Byrået", wanted, name, "leder@fjell.example", KARI, THEN);
    }
}
