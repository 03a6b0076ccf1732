package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.mail.Letter;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.mail.MailOutbox;
import org.jspecify.annotations.Nullable;

/**
 * Links by which a person lets somebody outside the firm, who holds the right at the accounting system, give consent.
 *
 * <p>A link is good for one company, seven days, once, and a new one for the same company ends the one before. It is 256
 * random bits of which only the hash is stored: who reads the table cannot use it, and nobody guesses one.
 */
public final class Invitations {
    /** A firm makes no more within an hour. */
    static final int MOST_AN_HOUR = 200;

    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);
    /** A second click, not a second thought. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int BATCH = 1_000;

    private final Database database;
    private final MailOutbox outbox;

    /**
     * A link that was just made.
     *
     * @param invitation what it is for
     * @param token its secret part, which nobody can read again
     */
    public record Made(Invitation invitation, Secret token) {}

    /**
     * Who asks for a link, and answers for what comes of it.
     *
     * @param firm whose
     * @param person who of it, or which of its keys
     */
    public record Asking(TenantId firm, Person person) {}

    /** Keeps them in this database, and posts letters in {@code outbox}. */
    public Invitations(Database database, MailOutbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Whether links are sent, and not copied. */
    public boolean areSent() {
        return outbox.isOn();
    }

    /**
     * Makes a link, and posts the letter that {@code writing} makes of it if mail is on.
     *
     * @param name how the company is called if it is not a client yet; null without a name
     * @return the link; empty if the same was sent to the same address within the last minute, and stays good. Fails with
     *     {@code NOT_FOUND} for another firm's system, and with {@code TOO_OFTEN}
     */
    public Maybe<Made> invite(
            Asking asking,
            Invitation.Wanted wanted,
            @Nullable String name,
            MailAddress to,
            BiFunction<Invitation, Secret, Letter> writing) {
        return database.forTenant(asking.firm(), tx -> InvitationTable.lock(tx, wanted.integration())
                        .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)))
                        .flatMap(locked -> isRepeated(tx, wanted, to))
                        .flatMap(repeated -> repeated
                                ? Single.just(Optional.<Made>empty())
                                : made(tx, asking, wanted, name, to)
                                        .flatMap(made -> posted(tx, made, to, writing))
                                        .map(Optional::of)))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** The link for this company that can be used. */
    public Maybe<Invitation> open(TenantId firm, Invitation.Wanted wanted) {
        return database.forTenant(
                        firm,
                        tx -> InvitationTable.open(tx, wanted).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** What the link with this token is for; empty if it is unknown, used or over, which are one and the same. */
    public Maybe<Invitation> find(Secret token) {
        return database.forGateway(tx ->
                        InvitationTable.find(tx, token, null).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMapMaybe(Maybe::fromOptional);
    }

    /** Removes up to 1 000 links that were over a month ago; gives how many, so that the caller may go on. */
    public Single<Integer> removeEnded() {
        return database.forGateway(tx -> InvitationTable.remove(tx, KEPT, BATCH));
    }

    /** What is copied cannot be shown again, so that a second click makes a second link. */
    private Single<Boolean> isRepeated(Tx tx, Invitation.Wanted wanted, MailAddress to) {
        return outbox.isOn() ? InvitationTable.justNow(tx, wanted, to, JUST_NOW) : Single.just(false);
    }

    private static Single<Made> made(
            Tx tx, Asking asking, Invitation.Wanted wanted, @Nullable String name, MailAddress to) {
        return Single.defer(() -> {
            var token = RandomKey.next();
            var by = asking.person();
            return InvitationTable.made(tx, asking.firm(), HOUR)
                    .flatMapCompletable(Invitations::refuseTooMany)
                    .andThen(InvitationTable.end(tx, wanted))
                    .andThen(InvitationTable.make(tx, asking.firm(), by, wanted, name, to, token, LIFE))
                    .flatMapMaybe(id -> InvitationTable.find(tx, null, id))
                    .map(invitation -> new Made(invitation, token))
                    .toSingle();
        });
    }

    private Single<Made> posted(Tx tx, Made made, MailAddress to, BiFunction<Invitation, Secret, Letter> writing) {
        var invitation = made.invitation();
        var post = outbox.isOn()
                ? outbox.post(tx, invitation.tenant(), to, writing.apply(invitation, made.token()))
                : Completable.complete();
        return post.andThen(AuditTrail.write(
                        tx,
                        told(invitation, AuditLine.done(invitation.tenant(), invitation.by(), AuditAction.INVITED))))
                .toSingleDefault(made);
    }

    /** The same line about whom the link is for. */
    static AuditLine told(Invitation invitation, AuditLine line) {
        var wanted = invitation.wanted();
        return line.about(new AuditLine.Subject(wanted.integration(), wanted.client(), invitation.name()));
    }

    private static Completable refuseTooMany(long made) {
        return made < MOST_AN_HOUR ? Completable.complete() : Completable.error(Fault.of(Cause.TOO_OFTEN));
    }
}
