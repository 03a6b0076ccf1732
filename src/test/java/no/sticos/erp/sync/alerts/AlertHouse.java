package no.sticos.erp.sync.alerts;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.connect.Right;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.mail.Letter;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.mail.Postman;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MailServer;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.letters.Letters;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import org.jspecify.annotations.Nullable;

/** Firms whose clients get well and ill as a test wants, and a mail server that hears of it. */
final class AlertHouse implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final AlertSettings SETTINGS =
            new AlertSettings(Duration.ofMinutes(1), Duration.ofHours(36), Duration.ZERO, Duration.ofMinutes(15));

    final Portal portal;
    final MailServer server = new MailServer();
    private final Vertx vertx;
    private final Letters letters;

    AlertHouse(Vertx vertx) {
        this.vertx = vertx;
        this.portal = Portal.mailing(vertx);
        var messages = Messages.bokmal();
        this.letters =
                new Letters(new Pages(messages, Assets.load()), messages, URI.create("https://erp.sticos.example/"));
    }

    /** A person in a new firm; {@code email} null: the sign-in does not say. */
    Visitor person(@Nullable String email) {
        return met(portal.visitor(), email);
    }

    /** Another person of the same firm. */
    Visitor colleague(Visitor visitor, @Nullable String email) {
        return met(portal.colleague(visitor, Set.of(Right.READ)), email);
    }

    /** Another person of the firm answers for the client from now on. */
    void entrusted(Visitor by, ClientId client, Visitor to) {
        var session = by.session();
        Await.done(portal.rooms()
                .people()
                .entrust(session.tenant(), client, to.session().person().subject(), session.person())
                .ignoreElement());
    }

    /** An active client whose books prove right, fetched just now. */
    @CanIgnoreReturnValue
    ClientId client(Visitor visitor, String name) {
        int number = COUNTER.incrementAndGet();
        var company = new Company("company-" + number, name, orgnr(number), "NO", true);
        var client = portal.connected(visitor, company);
        var session = visitor.session();
        Await.done(portal.rooms()
                .switching()
                .activate(session.tenant(), client, session.person())
                .ignoreElement());
        run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = " + client);
        proved(client, "OK");
        return client;
    }

    void proved(ClientId client, String verdict) {
        run("INSERT INTO gateway.books (client_id, current_gen, last_gen, published_at, verified_at, verdict) VALUES ("
                + client + ", 1, 1, now(), now(), '" + verdict + "') ON CONFLICT (client_id) DO UPDATE SET"
                + " current_gen = 1, published_at = now(), verified_at = now(), verdict = excluded.verdict");
    }

    void dead(ClientId client) {
        run("UPDATE gateway.grants SET api_active = false, cause = 'grantEnded' WHERE client_id = " + client);
    }

    void renewed(ClientId client) {
        run("UPDATE gateway.grants SET api_active = true, cause = NULL, given_at = now() WHERE client_id = " + client);
    }

    /** The newest run is in this state; QUEUED and RUNNING are under way. */
    void ran(ClientId client, String state) {
        boolean open = state.equals("QUEUED") || state.equals("RUNNING");
        run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, ended_at) SELECT "
                + client + ", tenant_id, 'ALL', 'SCHEDULE', 'x', '" + state + "', " + (open ? "NULL" : "now()")
                + " FROM gateway.clients WHERE client_id = " + client);
    }

    void ended(ClientId client) {
        run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE ended_at IS NULL AND client_id = "
                + client);
    }

    /** Nothing newer was learnt for so many hours. */
    void aged(ClientId client, int hours) {
        var then = "now() - interval '" + hours + " hours'";
        run("UPDATE gateway.books SET verified_at = " + then + " WHERE client_id = " + client);
        run("UPDATE gateway.grants SET given_at = " + then + " WHERE client_id = " + client);
        run("UPDATE gateway.clients SET active_changed_at = " + then + " WHERE client_id = " + client);
    }

    /** So much later, as far as mail to people is concerned. */
    void later(Duration time) {
        run("UPDATE gateway.people SET mailed_at = mailed_at - interval '" + time.toSeconds() + " seconds'");
    }

    /** A look at all clients, and all that people are told then; the mails that came of it. */
    List<MailServer.Received> told() {
        int before = server.received().size();
        look();
        int posted = 0;
        while (Await.result(digests(letters::digest).post()) == 1) {
            posted++;
        }
        delivered();
        return server.await(before + posted).subList(before, before + posted);
    }

    void look() {
        run("UPDATE gateway.alert_rounds SET next_at = now()");
        Await.done(rounds().look().ignoreElement());
    }

    void delivered() {
        var postman =
                new Postman(vertx, portal.database(), portal.outbox(), server.settings(), Schedulers.computation());
        Await.done(postman.deliver().repeat().takeUntil(sent -> sent == 0).ignoreElements());
    }

    AlertRounds rounds() {
        return new AlertRounds(portal.database(), SETTINGS);
    }

    Digests digests() {
        return digests(letters::digest);
    }

    Digests digests(Function<Digest, Letter> writing) {
        return new Digests(portal.database(), portal.outbox(), writing, SETTINGS);
    }

    /** Those that take their time. */
    Digests patient() {
        return new Digests(portal.database(), portal.outbox(), letters::digest, AlertSettings.DEFAULT);
    }

    Single<Integer> all(Digests digests) {
        return digests.post().repeat().takeUntil(posted -> posted == 0).reduce(0, Integer::sum);
    }

    List<String> strings(String sql) {
        return Await.result(portal.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    void run(String sql) {
        portal.run(sql);
    }

    @Override
    public void close() {
        server.close();
        portal.close();
    }

    private Visitor met(Visitor visitor, @Nullable String email) {
        var session = visitor.session();
        var tenant = new Tenant(session.tenant(), "portal", session.firmName());
        var person = new Person(session.person().subject(), session.person().name());
        var opened = Await.result(portal.rooms()
                .sessions()
                .open(tenant, person, session.rights(), email == null ? null : new MailAddress(email)));
        return new Visitor(opened.cookie(), opened.session(), visitor.integration());
    }

    /** Numbers of the test range that nobody has. */
    private static String orgnr(int place) {
        return SyntheticOrgnr.of(place);
    }
}
