package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Time passes by moving the rows back. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysIT {
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");
    private static final Person OLA = new Person("sub-ola", "Ola Vik");
    private static final Set<ApiScope> READING = Set.of(ApiScope.CLIENTS_READ, ApiScope.BOOKS_READ);

    private final Database database;
    private final ApiKeys keys;

    ApiKeysIT(io.vertx.core.Vertx vertx) {
        database = Await.result(TestDatabase.open(new Vertx(vertx)));
        keys = new ApiKeys(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_key_opens_what_it_was_made_for_and_stands_in_the_table_by_its_hash_only() {
        var firm = new Firm(database).tenant();
        var made = make(firm, UUID.randomUUID(), "Nattlig rapport");

        var found = Await.result(keys.use(made.secret()));

        assertThat(made.secret().reveal()).matches("erp_[A-Za-z0-9_-]{43}").endsWith(found.hint());
        assertThat(found.tenant()).isEqualTo(firm);
        assertThat(found.name()).isEqualTo("Nattlig rapport");
        assertThat(found.scopes()).isEqualTo(READING);
        assertThat(found.madeBy()).isEqualTo(KARI.name());
        assertThat(Duration.between(Instant.now(), found.expires()))
                .isBetween(Duration.ofDays(89), Duration.ofDays(91));
        assertThat(texts("SELECT k::text FROM gateway.api_keys k WHERE api_key_id = " + found.id()))
                .singleElement()
                .asString()
                .doesNotContain(made.secret().reveal().substring(4, 30));
        assertThat(texts(
                        "SELECT actor_name || ' ' || action || ' ' || detail FROM gateway.audit_lines WHERE tenant_id = "
                                + firm))
                .containsExactly("Kari Nordmann api_key_created api-key " + found.id() + " Nattlig rapport");
    }

    @Test
    void nobody_comes_in_with_a_key_that_was_never_given() {
        var made = make(new Firm(database).tenant(), UUID.randomUUID(), "a");
        var text = made.secret().reveal();

        for (var other :
                List.of("", "erp_", text + "A", text.substring(4), "x" + text, text.toUpperCase(Locale.ROOT))) {
            assertThat(opens(Secret.of(other))).as(other).isFalse();
        }
        assertThat(opens(Secret.of(ApiKeys.PREFIX + RandomKey.next().reveal()))).isFalse();
        assertThat(opens(made.secret())).isTrue();
    }

    @Test
    void a_key_ends_when_its_time_is_over_or_when_it_is_revoked_and_that_is_told_once() {
        var firm = new Firm(database).tenant();
        var expired = make(firm, UUID.randomUUID(), "Utløpt");
        var revoked = make(firm, UUID.randomUUID(), "Tilbake");
        change("UPDATE gateway.api_keys SET expires_at = now() WHERE api_key_id = "
                + expired.key().id());

        Await.done(keys.revoke(firm, revoked.key().id(), OLA));
        Await.done(keys.revoke(firm, revoked.key().id(), KARI));
        Await.done(keys.revoke(firm, expired.key().id(), KARI));

        assertThat(opens(expired.secret())).isFalse();
        assertThat(opens(revoked.secret())).isFalse();
        var listed = Await.result(keys.list(firm));
        assertThat(listed).extracting(ApiKey::works).containsOnly(false);
        assertThat(listed).extracting(ApiKey::revokedBy).containsExactly("Ola Vik", null);
        assertThat(texts("SELECT actor_name || ' ' || detail FROM gateway.audit_lines WHERE action = 'api_key_revoked'"
                        + " AND tenant_id = " + firm))
                .containsExactly("Ola Vik api-key " + revoked.key().id() + " Tilbake");
    }

    @Test
    void another_firm_neither_sees_nor_ends_a_key() {
        var firm = new Firm(database).tenant();
        var other = new Firm(database).tenant();
        var made = make(firm, UUID.randomUUID(), "a");

        assertThat(Await.result(keys.list(other))).isEmpty();
        assertThatThrownBy(() -> Await.done(keys.revoke(other, made.key().id(), KARI)))
                .matches(error -> Fault.is(error, Cause.NOT_FOUND));
        assertThatThrownBy(() -> Await.result(keys.find(other, made.key().id())))
                .matches(error -> Fault.is(error, Cause.NOT_FOUND));
        assertThat(opens(made.secret())).isTrue();
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_key_and_the_one_that_was_seen_last_works() {
        var firm = new Firm(database).tenant();
        var form = UUID.randomUUID();
        var first = make(firm, form, "a");
        var second = make(firm, form, "a");

        assertThat(second.key().id()).isEqualTo(first.key().id());
        assertThat(opens(first.secret())).isFalse();
        assertThat(opens(second.secret())).isTrue();
        assertThat(texts("SELECT action FROM gateway.audit_lines WHERE tenant_id = " + firm))
                .hasSize(1);

        assertThat(Await.result(keys.make(firm, wanted(form, "a"), KARI).isEmpty()))
                .as("a key in use is not made anew")
                .isTrue();
        assertThat(opens(second.secret())).isTrue();
        assertThat(make(firm, form, "b").key().id()).isNotEqualTo(first.key().id());
    }

    @Test
    void a_firm_has_so_many_keys_and_no_more_until_one_has_ended() {
        var firm = new Firm(database).tenant();
        var all = IntStream.range(0, ApiKeys.MOST)
                .mapToObj(number -> make(firm, UUID.randomUUID(), "k" + number))
                .toList();

        assertThatThrownBy(() -> make(firm, UUID.randomUUID(), "one more"))
                .matches(error -> Fault.is(error, Cause.API_KEYS_FULL))
                .hasMessageContaining("20");
        Await.done(keys.revoke(firm, all.get(3).key().id(), KARI));
        make(firm, UUID.randomUUID(), "one more");
        assertThat(Await.result(keys.list(firm))).hasSize(ApiKeys.MOST + 1);
    }

    @Test
    void a_firm_makes_so_many_a_day_and_no_more() {
        var firm = new Firm(database).tenant();
        for (int number = 0; number < ApiKeys.MOST_A_DAY; number++) {
            Await.done(keys.revoke(
                    firm, make(firm, UUID.randomUUID(), "k" + number).key().id(), KARI));
        }

        assertThatThrownBy(() -> make(firm, UUID.randomUUID(), "one more"))
                .matches(error -> Fault.is(error, Cause.TOO_OFTEN));
        change("UPDATE gateway.api_keys SET made_at = made_at - interval '25 hours' WHERE tenant_id = " + firm);
        make(firm, UUID.randomUUID(), "the next day");
    }

    @Test
    void that_a_key_was_used_is_written_once_an_hour() {
        var made = make(new Firm(database).tenant(), UUID.randomUUID(), "a");
        long id = made.key().id();
        assertThat(made.key().used()).isNull();

        assertThat(opens(made.secret())).isTrue();
        var first = Await.result(keys.find(made.key().tenant(), id)).used();
        assertThat(first).isNotNull();
        assertThat(opens(made.secret())).isTrue();
        assertThat(Await.result(keys.find(made.key().tenant(), id)).used()).isEqualTo(first);

        change("UPDATE gateway.api_keys SET used_at = used_at - interval '61 minutes' WHERE api_key_id = " + id);
        assertThat(opens(made.secret())).isTrue();
        assertThat(Await.result(keys.find(made.key().tenant(), id)).used()).isAfterOrEqualTo(first);
    }

    @Test
    void what_ended_ninety_days_ago_is_removed_and_nothing_else() {
        var firm = new Firm(database).tenant();
        var old = make(firm, UUID.randomUUID(), "old");
        var ended = make(firm, UUID.randomUUID(), "ended");
        make(firm, UUID.randomUUID(), "works");
        Await.done(keys.revoke(firm, old.key().id(), KARI));
        Await.done(keys.revoke(firm, ended.key().id(), KARI));
        change("UPDATE gateway.api_keys SET revoked_at = now() - interval '91 days' WHERE api_key_id = "
                + old.key().id());

        Await.done(keys.removeEnded().ignoreElement());

        assertThat(Await.result(keys.list(firm))).extracting(ApiKey::name).containsExactly("works", "ended");
    }

    @Test
    void a_key_without_a_name_for_nothing_or_for_ever_is_none() {
        var form = UUID.randomUUID();
        var day = Duration.ofDays(1);
        assertThatThrownBy(() -> new ApiKeys.Wanted(form, " ", READING, day)).hasMessageContaining("name");
        assertThatThrownBy(() -> new ApiKeys.Wanted(form, "x".repeat(61), READING, day))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new ApiKeys.Wanted(form, "a\u0000", READING, day))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new ApiKeys.Wanted(form, "a", Set.of(), day)).hasMessageContaining("opens");
        assertThatThrownBy(() -> new ApiKeys.Wanted(form, "a", READING, Duration.ofDays(366)))
                .hasMessageContaining("365");
    }

    @CanIgnoreReturnValue
    private ApiKeys.Made make(TenantId firm, UUID form, String name) {
        return Await.result(keys.make(firm, wanted(form, name), KARI).toSingle());
    }

    private static ApiKeys.Wanted wanted(UUID form, String name) {
        return new ApiKeys.Wanted(form, name, READING, Duration.ofDays(90));
    }

    private boolean opens(Secret secret) {
        return !Await.result(keys.use(secret).isEmpty());
    }

    private List<String> texts(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void change(String sql) {
        int changed = Await.result(database.forGateway(tx -> tx.count(new Sql("test", sql))));
        assertThat(changed).isPositive();
    }
}
