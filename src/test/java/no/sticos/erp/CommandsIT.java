package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.StubHttp;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate} and {@code doctor}, as an operator runs them: what they print, and how they end. */
@ExtendWith(VertxExtension.class)
class CommandsIT {
    private final DbSettings db = TestDatabase.empty();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void migrate_says_in_one_line_what_it_did_and_has_nothing_to_do_the_second_time() {
        var first = JavaProcess.run(folder, "migrate", TestDatabase.environment(db));
        var second = JavaProcess.run(folder, "migrate", TestDatabase.environment(db));

        assertThat(first.output().lines()).singleElement().asString().endsWith("steps were run");
        assertThat(first.code()).isZero();
        assertThat(second.output().lines()).singleElement().asString().endsWith("nothing was missing");
        assertThat(second.code()).isZero();
    }

    @Test
    void a_migration_that_cannot_be_run_says_why_in_one_line_and_ends_with_1() {
        var environment = new HashMap<>(TestDatabase.environment(db));
        environment.put("ERP_DB_NAME", "nowhere");

        var ended = JavaProcess.run(folder, "migrate", environment);

        assertThat(ended.output().lines()).singleElement().asString().contains("nowhere", "does not exist");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void restored_begins_a_new_stream_each_time() {
        var environment = TestDatabase.environment(TestDatabase.migrated());

        var first = JavaProcess.run(folder, "restored", environment);
        var second = JavaProcess.run(folder, "restored", environment);

        assertThat(first.code()).isZero();
        assertThat(first.output()).startsWith("The stream's epoch is ");
        assertThat(second.output()).startsWith("The stream's epoch is ").isNotEqualTo(first.output());
    }

    @Test
    void a_round_is_planned_without_being_begun_and_one_that_is_not_there_is_not_paused() {
        var environment = TestDatabase.environment(TestDatabase.migrated());

        var plan = JavaProcess.run(folder, "bulk", List.of("--dry-run"), environment);
        var pause = JavaProcess.run(folder, "bulk", List.of("pause"), environment);
        var stranger = JavaProcess.run(folder, "bulk", List.of("--firm=nobody"), environment);

        assertThat(plan.output()).startsWith("0 clients, the changes are read; 600 requests a minute and path");
        assertThat(plan.code()).isZero();
        assertThat(pause.output().strip()).isEqualTo("erp-integrasjon bulk: there was no round yet");
        assertThat(pause.code()).isEqualTo(1);
        assertThat(stranger.output().strip())
                .isEqualTo("erp-integrasjon bulk: nobody of a firm «nobody» ever signed in");
        assertThat(stranger.code()).isEqualTo(1);
    }

    @Test
    void a_key_set_is_another_one_each_time_and_is_all_that_is_printed() {
        var one = JavaProcess.run(folder, "keyset", Map.of());
        var other = JavaProcess.run(folder, "keyset", Map.of());

        assertThat(one.code()).isZero();
        assertThatCode(() -> new TokenCipher(Secret.of(one.output()))).doesNotThrowAnyException();
        assertThat(other.output()).isNotEqualTo(one.output());
    }

    @Test
    void a_doctor_who_finds_nothing_says_ok_to_everything() {
        var signIn = new MockOAuth2Server();
        signIn.start();
        try (var visma = new StubHttp(Vertx.vertx())) {
            visma.json(200, "{}").json(401, "{}");
            var environment = environment(signIn.issuerUrl("sticos").toString(), visma);
            environment.putAll(TestDatabase.environment(TestDatabase.migrated()));

            var ended = JavaProcess.run(folder, "doctor", environment);

            assertThat(ended.output().lines()).hasSize(19).allSatisfy(line -> assertThat(line)
                    .startsWith("OK "));
            assertThat(ended.code()).isZero();
        } finally {
            signIn.shutdown();
        }
    }

    @Test
    void a_doctor_who_finds_something_says_what_and_what_to_do_and_tells_no_secret() {
        try (var visma = new StubHttp(Vertx.vertx())) {
            var environment = environment("http://127.0.0.1:1/sticos", visma);
            environment.put("ERP_TOKENS_KEYSET", "{\"primaryKeyId\": \"hemmelig\"}");
            environment.put("ERP_IDENTITY_KEY", "");
            environment.put("ERP_VISMA_API", "http://127.0.0.1:1/v2");
            environment.put("ERP_MAIL_HOST", "127.0.0.1");
            environment.put("ERP_MAIL_PORT", "1");
            environment.put("ERP_MAIL_FROM", "erp@sticos.example");

            var ended = JavaProcess.run(folder, "doctor", environment);

            assertThat(failed(ended))
                    .containsExactly("token keys", "identity key", "schema", "sign-in", "Visma API", "mail");
            assertThat(ended.output())
                    .contains("steps are missing; to do: run the command migrate")
                    .contains("identity.key is missing")
                    .doesNotContain("hemmelig");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    @Test
    void a_role_that_owns_the_tables_is_found() {
        var migrated = TestDatabase.migrated();
        var environment = new HashMap<>(TestDatabase.environment(migrated));
        environment.put("ERP_DB_USER", migrated.owner());
        environment.put("ERP_DB_PASSWORD", migrated.ownerPassword().reveal());

        var ended = JavaProcess.run(folder, "doctor", environment);

        assertThat(ended.output()).contains("the gateway's role has rights of its own");
    }

    @Test
    void an_unknown_command_is_refused_with_those_that_there_are() {
        var ended = JavaProcess.run(folder, "heal", Map.of());

        assertThat(ended.output()).contains("demo, serve, migrate, restored, bulk, doctor, keyset, sandbox");
        assertThat(ended.code()).isEqualTo(1);
    }

    private static List<String> failed(JavaProcess.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("FAIL"))
                .map(line -> line.substring(6, 24).strip())
                .toList();
    }

    private Map<String, String> environment(String issuer, StubHttp visma) {
        var environment = new HashMap<>(TestDatabase.environment(db));
        environment.put("ERP_VISMA_IDENTITY", visma.address().toString());
        environment.put("ERP_VISMA_API", visma.address() + "/v2");
        environment.put("ERP_VISMA_CLIENTID", "erp");
        environment.put("ERP_VISMA_CLIENTSECRET", "hemmelig");
        environment.put("ERP_SIGNIN_ISSUER", issuer);
        environment.put("ERP_SIGNIN_CLIENTID", "erp");
        environment.put("ERP_SIGNIN_CLIENTSECRET", "hemmelig");
        environment.put("ERP_TOKENS_KEYSET", TokenCipher.newKeyset().reveal());
        environment.put("ERP_IDENTITY_KEY", "a test's own key of 32 characters");
        return environment;
    }
}
