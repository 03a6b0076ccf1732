package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import no.sticos.erp.mail.MailSettings;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void the_file_documents_every_key_with_its_default() throws IOException {
        var documented = new Properties();
        var uncommented = new StringBuilder();
        Files.readAllLines(Path.of("conf", "gateway.properties")).stream()
                .filter(line -> line.matches("#[a-zA-Z.]+ =.*"))
                .forEach(line -> uncommented.append(line.substring(1)).append('\n'));
        documented.load(new java.io.StringReader(uncommented.toString()));

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(new java.util.HashMap<Object, Object>(Keys.DEFAULTS));
    }

    @Test
    void the_environment_comes_before_the_file() {
        var settings = Settings.read("http.port = 9000\nnode.name = a", Map.of("ERP_HTTP_PORT", "9001"));

        assertThat(settings.number("http.port")).isEqualTo(9001);
        assertThat(settings.text("node.name")).isEqualTo("a");
    }

    @Test
    void people_are_told_the_port_that_is_listened_at_unless_another_address_is_theirs() {
        var moved = Settings.read("", Map.of("ERP_HTTP_PORT", "9001"));
        var behind = moved.with(Map.of("http.publicUri", "https://erp.example.com/"));

        assertThat(moved.publicUri()).isEqualTo("http://localhost:9001");
        assertThat(behind.publicUri()).isEqualTo("https://erp.example.com");
    }

    @Test
    void an_unknown_key_is_refused_wherever_it_stands() {
        assertThatThrownBy(() -> Settings.read("http.prot = 1", Map.of())).hasMessageContaining("http.prot");
        assertThatThrownBy(() -> Settings.read("", Map.of("ERP_HTTP_PROT", "1")))
                .hasMessageContaining("ERP_HTTP_PROT");
    }

    @Test
    void a_missing_secret_is_told_by_its_name() {
        var settings = Settings.read("", Map.of());

        assertThatThrownBy(settings::visma).hasMessageContaining("visma.clientId");
        assertThatThrownBy(settings::keyset).hasMessageContaining("tokens.keyset");
        assertThatThrownBy(settings::signIn).hasMessageContaining("signIn.issuer");
    }

    @Test
    void mail_is_off_until_there_is_a_server_and_then_it_wants_to_know_whom_it_comes_from() {
        var on = Settings.read("mail.host = smtp.sticos.example\nmail.from = erp@sticos.example", Map.of());

        assertThat(Settings.read("", Map.of()).mail()).isEmpty();
        assertThat(on.mail()).hasValueSatisfying(mail -> {
            assertThat(mail.port()).isEqualTo(587);
            assertThat(mail.tls()).isEqualTo(MailSettings.Tls.STARTTLS);
            assertThat(mail.login()).isNull();
        });
        assertThatThrownBy(() -> on.with(Map.of("mail.from", "")).mail()).hasMessageContaining("mail.from is missing");
        assertThatThrownBy(() -> on.with(Map.of("mail.from", "a@b")).mail()).hasMessageContaining("mail.from must be");
        assertThatThrownBy(() -> on.with(Map.of("mail.tls", "ssl")).mail()).hasMessageContaining("mail.tls");
        assertThatThrownBy(() -> on.with(Map.of("mail.port", "0")).mail()).hasMessageContaining("mail.port");
        assertThatThrownBy(() -> on.with(Map.of("mail.user", "erp")).mail()).hasMessageContaining("mail.password");
    }

    @Test
    void a_password_for_the_mail_server_is_not_sent_in_the_open() {
        var open = Settings.read(
                "mail.host = smtp.sticos.example\nmail.from = erp@sticos.example\nmail.tls = off", Map.of());
        var login = open.with(Map.of("mail.user", "erp", "mail.password", "hemmelig"));

        assertThat(open.mail()).isPresent();
        assertThatThrownBy(login::mail).hasMessageContaining("in the open").hasMessageNotContaining("hemmelig");
        assertThat(login.with(Map.of("mail.host", "localhost")).mail()).isPresent();
        assertThat(login.with(Map.of("mail.tls", "always")).mail()).isPresent();
    }

    @Test
    void a_node_has_a_connection_for_each_of_its_runs() {
        var enough = Map.of("ERP_SYNC_RUNSATONCE", "8", "ERP_DB_POOLSIZE", "8");
        var tooFew = Map.of("ERP_SYNC_RUNSATONCE", "9", "ERP_DB_POOLSIZE", "8");

        assertThat(Settings.read("", enough).sync().runsAtOnce()).isEqualTo(8);
        assertThatThrownBy(() -> Settings.read("", tooFew).sync()).hasMessageContaining("db.poolSize");
    }

    @Test
    void who_stands_alone_joins_nobody() {
        assertThat(Settings.read("", Map.of()).cluster()).isEmpty();
    }

    @Test
    void a_member_off_this_machine_has_certificates_or_does_not_start() {
        var off = "cluster.enabled = true\ncluster.members = 10.0.0.1:5701\ncluster.host = 10.0.0.1\n";

        assertThatThrownBy(() -> Settings.read(off, Map.of()).cluster())
                .hasMessageContaining("TLS only")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() ->
                        Settings.read(off + "cluster.tlsKey = there", Map.of()).cluster())
                .hasMessageContaining("cluster.tlsCertificate is missing");
    }

    @Test
    void a_bridge_off_this_machine_asks_for_certificates_or_does_not_start() {
        assertThat(Settings.read("", Map.of()).bridge()).isEmpty();
        assertThatThrownBy(() -> Settings.read("bridge.enabled = true\nbridge.host = 10.0.0.1", Map.of())
                        .bridge())
                .hasMessageContaining("prove who they are")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_member_must_be_told_where_the_others_are() {
        assertThatThrownBy(
                        () -> Settings.read("cluster.enabled = true", Map.of()).cluster())
                .hasMessageContaining("either the members or the Kubernetes service");
        assertThatThrownBy(
                        () -> Settings.read("cluster.enabled = yes", Map.of()).cluster())
                .hasMessageContaining("true or false");
    }
}
