package no.sticos.erp.web.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
    void a_company_that_is_known_by_number_only_is_called_by_it_once() {
        assertThat(letters.invitation(invitation("974760673", "974760673"), Secret.of("t"))
                        .text())
                .contains("til 974760673 i Visma eAccounting.")
                .doesNotContain("orgnr");
        assertThat(letters.invitation(invitation("Uten nummer", null), Secret.of("t"))
                        .text())
                .contains("til Uten nummer i Visma eAccounting.");
    }

    private static Invitation invitation(String name, @Nullable String orgnr) {
        var client = orgnr == null ? new ClientId(5) : null;
        var wanted = new Invitation.Wanted(new IntegrationId(1), client, orgnr);
        return new Invitation(7, new TenantId(1), "Byrået", wanted, name, "leder@fjell.example", KARI, THEN);
    }
}
