package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The limits are thirty minutes without use and ten hours in all; time passes by moving the rows back. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsIT {
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Database database;
    private final Sessions sessions;

    SessionsIT(io.vertx.core.Vertx vertx) {
        database = Await.result(TestDatabase.open(new Vertx(vertx)));
        sessions = new Sessions(database, SessionSettings.DEFAULT);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_session_is_found_by_its_cookie_as_it_was_opened() {
        var firm = newFirm();
        var opened = Await.result(sessions.open(firm, KARI, Set.of(Right.READ, Right.USE)));

        var found = Await.result(sessions.use(opened.cookie()));

        assertThat(found.tenant()).isEqualTo(firm.id());
        assertThat(found.firmName()).isEqualTo(firm.name());
        assertThat(found.person()).isEqualTo(KARI);
        assertThat(found.rights()).containsExactlyInAnyOrder(Right.READ, Right.USE);
        assertThat(found.may(Right.ADMINISTER)).isFalse();
        assertThat(found.csrf()).isEqualTo(opened.session().csrf());
        assertThat(found.left()).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
    }

    @Test
    void nobody_comes_in_with_a_cookie_that_was_never_given() {
        var opened = open();

        assertThat(isOpen(RandomKey.next())).isFalse();
        assertThat(isOpen(Secret.of(""))).isFalse();
        assertThat(isOpen(Secret.of(opened.cookie().reveal() + "A"))).isFalse();
    }

    @Test
    void each_sign_in_has_a_cookie_and_a_form_token_of_its_own() {
        var firm = newFirm();
        var first = Await.result(sessions.open(firm, KARI, Set.of(Right.READ)));
        var second = Await.result(sessions.open(firm, KARI, Set.of(Right.READ)));

        assertThat(first.cookie()).isNotEqualTo(second.cookie());
        assertThat(first.session().csrf()).isNotEqualTo(second.session().csrf());
        assertThat(isOpen(first.cookie())).isTrue();
        assertThat(isOpen(second.cookie())).isTrue();
    }

    @Test
    void a_session_ends_half_an_hour_after_its_last_use() {
        var opened = open();
        unusedFor(opened, "29 minutes");
        assertThat(isOpen(opened.cookie())).isTrue();
        assertThat(Await.result(sessions.peek(opened.cookie())).left()).isGreaterThan(Duration.ofMinutes(29));

        unusedFor(opened, "30 minutes");

        assertThat(isOpen(opened.cookie())).isFalse();
        assertThat(isOpen(opened.cookie())).isFalse();
    }

    @Test
    void a_session_ends_ten_hours_after_it_began_however_much_it_is_used() {
        var opened = open();
        endsIn(opened, "1 minute");
        assertThat(isOpen(opened.cookie())).isTrue();
        assertThat(Await.result(sessions.peek(opened.cookie())).left()).isLessThanOrEqualTo(Duration.ofMinutes(1));

        endsIn(opened, "0 minutes");

        assertThat(isOpen(opened.cookie())).isFalse();
        assertThat(Await.result(sessions.peek(opened.cookie()).isEmpty())).isTrue();
    }

    @Test
    void the_absolute_end_is_ten_hours_from_the_beginning() {
        var opened = open();

        assertThat(ask(
                        "SELECT (ends_at - created_at = interval '10 hours')::text FROM gateway.sessions"
                                + " WHERE session_hash = $1",
                        opened.session().hash()))
                .containsExactly("true");
    }

    @Test
    void asking_how_long_is_left_is_no_use() {
        var opened = open();
        unusedFor(opened, "20 minutes");
        var before = lastSeen(opened);

        assertThat(Await.result(sessions.peek(opened.cookie())).left())
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

        assertThat(lastSeen(opened)).isEqualTo(before);
    }

    @Test
    void use_is_written_at_most_once_a_minute() {
        var opened = open();
        unusedFor(opened, "59 seconds");
        var before = lastSeen(opened);
        assertThat(isOpen(opened.cookie())).isTrue();
        assertThat(lastSeen(opened)).isEqualTo(before);

        unusedFor(opened, "61 seconds");
        var old = lastSeen(opened);
        assertThat(isOpen(opened.cookie())).isTrue();

        var written = lastSeen(opened);
        assertThat(written).isNotEqualTo(old);
        assertThat(isOpen(opened.cookie())).isTrue();
        assertThat(lastSeen(opened)).isEqualTo(written);
    }

    @Test
    void signing_out_ends_that_session_and_no_other() {
        var firm = newFirm();
        var here = Await.result(sessions.open(firm, KARI, Set.of(Right.READ)));
        var elsewhere = Await.result(sessions.open(firm, KARI, Set.of(Right.READ)));

        Await.done(sessions.end(here.cookie()));

        assertThat(isOpen(here.cookie())).isFalse();
        assertThat(isOpen(elsewhere.cookie())).isTrue();
    }

    @Test
    void the_trail_tells_of_signing_in_and_once_of_signing_out() {
        var firm = newFirm();
        var opened = Await.result(sessions.open(firm, KARI, Set.of(Right.READ)));
        assertThat(trail(firm)).containsExactly("sub-kari Kari Nordmann signed_in DONE");

        Await.done(sessions.end(opened.cookie()));
        Await.done(sessions.end(opened.cookie()));
        Await.done(sessions.end(RandomKey.next()));

        assertThat(trail(firm))
                .containsExactly("sub-kari Kari Nordmann signed_in DONE", "sub-kari Kari Nordmann signed_out DONE");
    }

    @Test
    void a_session_that_is_not_stored_leaves_no_line() {
        var unknown = new Tenant(new TenantId(999_999), "unknown", "Ukjent");

        assertThat(Await.error(sessions.open(unknown, KARI, Set.of(Right.READ))))
                .hasMessageContaining("sessions_tenant_id_fkey");

        assertThat(trail(unknown)).isEmpty();
    }

    @Test
    void ended_sessions_are_removed_in_batches_and_the_others_stay() {
        var firm = newFirm();
        var living = open();
        change(
                "INSERT INTO gateway.sessions (session_hash, tenant_id, subject, person_name, rights, csrf_token,"
                        + " last_seen_at, ends_at)"
                        + " SELECT decode(md5(i::text), 'hex'), $1, 's', 'n', '{}', 'c',"
                        + " now() - CASE WHEN i % 2 = 0 THEN interval '31 minutes' ELSE interval '0' END,"
                        + " now() + CASE WHEN i % 2 = 0 THEN interval '1 hour' ELSE interval '-1 second' END"
                        + " FROM generate_series(1, 1500) i",
                firm.id().value());

        assertThat(Await.result(sessions.removeEnded())).isEqualTo(1000);
        assertThat(Await.result(sessions.removeEnded())).isGreaterThanOrEqualTo(500);
        assertThat(Await.result(sessions.removeEnded())).isZero();

        assertThat(isOpen(living.cookie())).isTrue();
        assertThat(ask(
                        "SELECT count(*)::text FROM gateway.sessions WHERE tenant_id = $1",
                        firm.id().value()))
                .containsExactly("0");
    }

    @Test
    void the_cookie_itself_is_in_no_row() {
        var opened = open();
        var cookie = opened.cookie().reveal();

        assertThat(ask(
                        "SELECT s::text FROM gateway.sessions s WHERE session_hash = $1",
                        opened.session().hash()))
                .singleElement()
                .asString()
                .doesNotContain(cookie);
        assertThat(opened.toString()).doesNotContain(cookie);
    }

    private Sessions.Opened open() {
        return Await.result(sessions.open(newFirm(), KARI, Set.of(Right.READ)));
    }

    private boolean isOpen(Secret cookie) {
        return !Await.result(sessions.use(cookie).isEmpty());
    }

    private Tenant newFirm() {
        return Await.result(new Tenants(database).meet("sessions-" + COUNTER.incrementAndGet(), "Fjell Regnskap"));
    }

    private void unusedFor(Sessions.Opened opened, String interval) {
        change(
                "UPDATE gateway.sessions SET last_seen_at = now() - $2::text::interval WHERE session_hash = $1",
                opened.session().hash(),
                interval);
    }

    private void endsIn(Sessions.Opened opened, String interval) {
        change(
                "UPDATE gateway.sessions SET ends_at = now() + $2::text::interval WHERE session_hash = $1",
                opened.session().hash(),
                interval);
    }

    private List<String> lastSeen(Sessions.Opened opened) {
        Buffer hash = opened.session().hash();
        return ask("SELECT last_seen_at::text FROM gateway.sessions WHERE session_hash = $1", hash);
    }

    private List<String> trail(Tenant firm) {
        return ask(
                "SELECT concat_ws(' ', actor, actor_name, action, outcome) FROM gateway.audit_lines"
                        + " WHERE tenant_id = $1 ORDER BY line_id",
                firm.id().value());
    }

    private List<String> ask(String sql, Object... args) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0), args)));
    }

    @CanIgnoreReturnValue
    private int change(String sql, Object... args) {
        return Await.result(database.forGateway(tx -> tx.count(new Sql("test", sql), args)));
    }
}
