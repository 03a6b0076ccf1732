package no.sticos.erp.mail;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the outbox' letters to the mail server, one at a time on each node.
 *
 * <p>A letter is taken under a lease that is longer than the server is waited for, so that no two nodes have it in hand;
 * when a node dies, another takes it over. The log tells of a letter by a reference, never by its recipient.
 */
public final class Postman {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final Database database;
    private final MailOutbox outbox;
    private final Smtp smtp;

    /** Takes what lies in {@code outbox} to the server that {@code settings} name; waits pass on {@code timer}. */
    public Postman(Vertx vertx, Database database, MailOutbox outbox, MailSettings settings, Scheduler timer) {
        this.database = database;
        this.outbox = outbox;
        this.smtp = new Smtp(vertx, settings, timer);
    }

    /**
     * Tries one letter whose time has come.
     *
     * @return 1 if that is done with, so that the next one may be tried; 0 if there was none, or if the server did not
     *     take it now, so that others need not meet the same
     */
    public Single<Integer> deliver() {
        return database.forGateway(
                        tx -> MailTable.take(tx, LEASE, LIFE).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMap(taken -> taken.isPresent() ? sent(taken.get()) : Single.just(0));
    }

    private Single<Integer> sent(MailTable.Taken mail) {
        return Single.fromCallable(() -> outbox.open(mail))
                .flatMap(letter -> smtp.send(mail.id(), mail.to(), letter))
                .onErrorReturn(Postman::unopened)
                .flatMap(outcome -> settled(mail, outcome));
    }

    /** Whose key is gone does not open: it waits as for a server that is away, for as long, and is given up then. */
    private static Smtp.Outcome unopened(Throwable error) {
        return new Smtp.Outcome(Smtp.Answer.LATER, error.getClass().getSimpleName());
    }

    private Single<Integer> settled(MailTable.Taken mail, Smtp.Outcome outcome) {
        return switch (outcome.answer()) {
            case SENT -> removed(mail);
            case REFUSED -> givenUp(mail, outcome);
            case LATER -> mail.over() ? givenUp(mail, outcome) : putOff(mail, outcome);
        };
    }

    private Single<Integer> givenUp(MailTable.Taken mail, Smtp.Outcome outcome) {
        log.atWarn()
                .addKeyValue("reference", Reference.fresh())
                .log("mail {} was given up after {} tries: {}", mail.id(), mail.tries(), outcome.why());
        return removed(mail);
    }

    private Single<Integer> putOff(MailTable.Taken mail, Smtp.Outcome outcome) {
        var pause = pause(mail.tries());
        log.warn("mail {} is tried again in {} minutes: {}", mail.id(), pause.toMinutes(), outcome.why());
        return database.forGateway(tx -> MailTable.putOff(tx, mail, pause)).map(rows -> 0);
    }

    private Single<Integer> removed(MailTable.Taken mail) {
        return database.forGateway(tx -> MailTable.remove(tx, mail)).map(rows -> 1);
    }

    private static Duration pause(int tries) {
        var grown = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
        return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
    }
}
