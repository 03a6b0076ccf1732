package no.sticos.erp.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.core.net.NetServerOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetSocket;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.EveryRow;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.MailServer;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Letters on their way to a mail server that we did not write. */
@ExtendWith(VertxExtension.class)
class PostmanIT {
    private static final MailAddress KARI = new MailAddress("kari@fjordtall.example");
    private static final Letter LETTER = new Letter(
            "Blåbær på øya – «Ås»", "Hei på deg\n.punktum\nhttps://x.example/æ\n", "<p>Hei på <b>deg</b></p>");

    private final DbSettings settings = TestDatabase.migrated();
    private final MailServer server = new MailServer();
    private final MailOutbox outbox = new MailOutbox(true, new TokenCipher(TokenCipher.newKeyset()).letters());
    private final Vertx vertx;
    private final Database database;
    private final TenantId firm;

    PostmanIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        database = Await.result(new DatabaseStart(this.vertx, settings).open());
        firm = Await.result(new Tenants(database).meet("firm-1", "Fjordtall")).id();
    }

    @AfterEach
    void close() {
        server.close();
        Await.done(database.close());
    }

    @Test
    void a_letter_arrives_once_in_both_its_forms() {
        post(KARI);

        assertThat(round(postman())).isEqualTo(1);
        assertThat(round(postman())).isZero();

        var mail = server.await(1).get(0);
        assertThat(mail.to()).isEqualTo("kari@fjordtall.example");
        assertThat(mail.subject()).isEqualTo(LETTER.subject());
        assertThat(mail.text().strip()).isEqualTo(LETTER.text().strip());
        assertThat(mail.html().strip()).isEqualTo(LETTER.html());
        assertThat(mail.id()).endsWith("@sticos.example>");
        assertThat(mail.raw()).contains("From: ERP-integrasjon <erp@sticos.example>", "Auto-Submitted: auto-generated");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_letter_goes_only_if_what_it_tells_of_is_so() {
        var undone = database.forTenant(
                firm, tx -> outbox.post(tx, firm, KARI, LETTER).andThen(Single.error(Fault.of(Cause.INVALID_INPUT))));

        assertThat(Fault.is(Await.error(undone), Cause.INVALID_INPUT)).isTrue();
        assertThat(round(postman())).isZero();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void nobody_reads_a_letter_in_the_database() {
        post(KARI);
        var rows = new EveryRow(settings);

        assertThat(rows.with("kari@fjordtall.example"))
                .as("the search finds what is there")
                .isNotEmpty();
        assertThat(rows.with("Hei på")).isEmpty();
        assertThat(rows.with("x.example")).isEmpty();
    }

    @Test
    void while_the_server_is_away_a_letter_waits_and_then_arrives_once() {
        post(KARI);
        server.stop();

        assertThat(round(postman())).isZero();
        assertThat(round(postman())).as("not before its pause is over").isZero();
        assertThat(one("SELECT tries || ' ' || round(extract(epoch FROM due_at - clock_timestamp()) / 60)"
                        + " FROM gateway.mails"))
                .isEqualTo("1 1");

        server.start();
        comeTimeFor();
        assertThat(round(postman())).isEqualTo(1);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void two_nodes_send_each_letter_once() {
        int letters = 30;
        for (int i = 0; i < letters; i++) {
            post(new MailAddress("nr" + i + "@fjordtall.example"));
        }

        Await.done(Single.merge(all(postman()), all(postman())).ignoreElements());

        assertThat(server.received())
                .extracting(MailServer.Received::to)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, letters)
                        .mapToObj(i -> "nr" + i + "@fjordtall.example")
                        .toList());
        assertThat(waiting()).isZero();
    }

    @Test
    void a_letter_that_another_node_has_in_hand_is_left_alone_until_its_lease_is_over() {
        post(KARI);
        assertThat(one("UPDATE gateway.mails SET tries = 1, due_at = clock_timestamp() + interval '1 second'"
                        + " RETURNING 'taken'"))
                .isEqualTo("taken");
        assertThat(round(postman())).isZero();

        comeTimeFor();
        assertThat(round(postman())).isEqualTo(1);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void after_a_day_a_letter_is_given_up_and_the_log_says_so_without_an_address() {
        post(KARI);
        server.stop();
        assertThat(one("UPDATE gateway.mails SET posted_at = posted_at - interval '25 hours' RETURNING 'old'"))
                .isEqualTo("old");

        try (var log = new LogLines("no.sticos.erp.mail")) {
            assertThat(round(postman())).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.contains("was given up after 1 tries"));
            assertThat(log.lines()).noneMatch(line -> line.contains("kari@"));
        }
        assertThat(waiting()).isZero();
    }

    @Test
    void a_letter_whose_key_is_gone_waits_and_is_given_up_after_a_day() {
        post(KARI);
        var others = new MailOutbox(true, new TokenCipher(TokenCipher.newKeyset()).letters());
        var postman = new Postman(vertx, database, others, server.settings(), Schedulers.computation());

        assertThat(round(postman)).isZero();
        assertThat(waiting()).isEqualTo(1);
        assertThat(one("UPDATE gateway.mails SET posted_at = posted_at - interval '25 hours' RETURNING 'old'"))
                .isEqualTo("old");
        comeTimeFor();

        assertThat(round(postman)).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void what_the_server_refuses_for_good_is_given_up_at_once_and_what_it_refuses_for_now_is_kept() {
        var refusing = refusing("550 5.1.1 <kari@fjordtall.example>: no such user");
        post(KARI);
        try (var log = new LogLines("no.sticos.erp.mail")) {
            assertThat(round(postman(refusing))).isEqualTo(1);
            assertThat(log.lines()).anyMatch(line -> line.endsWith("given up after 1 tries: 550"));
            assertThat(log.lines()).noneMatch(line -> line.contains("kari@"));
        }
        assertThat(waiting()).isZero();

        post(KARI);
        assertThat(round(postman(refusing("451 4.7.1 try again later")))).isZero();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void a_wrong_password_is_not_the_letters_fault() {
        server.demandLogin("gateway", "right");
        post(KARI);

        assertThat(round(postman(server.settings("gateway", "wrong")))).isZero();
        assertThat(waiting()).isEqualTo(1);

        comeTimeFor();
        assertThat(round(postman(server.settings("gateway", "right")))).isEqualTo(1);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void a_server_that_nobody_vouches_for_gets_nothing() {
        try (var stranger = MailServer.untrusted()) {
            post(KARI);

            assertThat(round(postman(stranger.settings()))).isZero();
            assertThat(stranger.received()).isEmpty();
            assertThat(waiting()).isEqualTo(1);
        }
    }

    @Test
    void a_server_without_starttls_gets_nothing_where_it_is_demanded() {
        var plain = server.settings();
        post(KARI);

        assertThat(round(postman(
                        new MailSettings(plain.host(), plain.port(), MailSettings.Tls.STARTTLS, null, plain.from()))))
                .isZero();
        assertThat(server.received()).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void the_checkup_tells_a_mail_server_from_anything_else() {
        assertThat(Await.result(new MailCheckup(vertx, server.settings()).greets()))
                .isTrue();
        assertThat(Await.result(new MailCheckup(vertx, listening("HTTP/1.1 400 \r\n")).greets()))
                .isFalse();
    }

    private Postman postman() {
        return postman(server.settings());
    }

    private Postman postman(MailSettings at) {
        return new Postman(vertx, database, outbox, at, Schedulers.computation());
    }

    private static int round(Postman postman) {
        return Await.result(postman.deliver());
    }

    private static Single<Boolean> all(Postman postman) {
        return postman.deliver()
                .repeat()
                .takeUntil(sent -> sent == 0)
                .ignoreElements()
                .toSingleDefault(true);
    }

    private void post(MailAddress to) {
        Await.done(
                database.forTenant(firm, tx -> outbox.post(tx, firm, to, LETTER).toSingleDefault(true))
                        .ignoreElement());
    }

    private void comeTimeFor() {
        assertThat(one("UPDATE gateway.mails SET due_at = clock_timestamp() RETURNING 'due'"))
                .isEqualTo("due");
    }

    private long waiting() {
        return Long.parseLong(one("SELECT count(*)::text FROM gateway.mails"));
    }

    private String one(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))))
                .get(0);
    }

    /** A server that answers the recipient's line like this. */
    private MailSettings refusing(String answer) {
        return listening("220 here\r\n", line -> {
            if (line.startsWith("RCPT")) {
                return answer;
            }
            return line.startsWith("QUIT") ? "221 bye" : "250 ok";
        });
    }

    private MailSettings listening(String greeting) {
        return listening(greeting, line -> "500 what");
    }

    private MailSettings listening(String greeting, java.util.function.UnaryOperator<String> answers) {
        var listening = Await.result(vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0))
                .connectHandler(socket -> talk(socket, greeting, answers))
                .rxListen());
        return new MailSettings("127.0.0.1", listening.actualPort(), MailSettings.Tls.OFF, null, KARI);
    }

    @SuppressWarnings("CheckReturnValue") // who went away needs no answer
    private static void talk(NetSocket socket, String greeting, java.util.function.UnaryOperator<String> answers) {
        socket.handler(lines -> List.of(lines.toString().split("\r\n"))
                .forEach(line -> socket.rxWrite(answers.apply(line) + "\r\n").subscribe(() -> {}, gone -> {})));
        socket.rxWrite(greeting).subscribe(() -> {}, gone -> {});
    }
}
