package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.connect.ConsentWriter.Given;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/**
 * Takes a person to the accounting system and back, and stores the consent given there.
 *
 * <p>All calls are made before the one transaction that stores client, consent and audit lines. A consent
 * that leads nowhere is revoked ({@link Consenting}).
 */
public final class Connecting {
    private final Rooms rooms;
    private final SignIn signIn;
    private final Consenting consenting;
    private final ConsentWriter writer;
    private final ConnectQueues queues;
    private final HeldConsents held;

    /**
     * The tables that a consent touches.
     *
     * @param database where they are
     * @param flows ways under way
     * @param integrations the firms' integrations
     * @param clients the firms' clients
     * @param leaving which of them are to be removed
     */
    public record Rooms(
            Database database, SignInFlows flows, Integrations integrations, Clients clients, Leaving leaving) {}

    /** Signs in at {@code signIn}, where {@code scopes} are asked for. */
    public Connecting(
            Rooms rooms,
            SignIn signIn,
            TokenCipher cipher,
            IdentityReader identities,
            Set<String> scopes,
            Scheduler timer) {
        this.rooms = rooms;
        this.signIn = signIn;
        this.consenting = new Consenting(rooms.database(), signIn, identities, timer);
        this.writer = new ConsentWriter(rooms, cipher, scopes);
        this.queues = new ConnectQueues(rooms.database());
        this.held = new HeldConsents(rooms.database(), signIn, cipher, timer);
    }

    /** Where to send the browser; {@code expected} is the client to sign in again, null for any company. */
    public Single<URI> start(Session session, IntegrationId integration, @Nullable ClientId expected) {
        return rooms.integrations()
                .find(session.tenant(), integration)
                .ignoreElement()
                .andThen(known(session, expected))
                .andThen(begun(session, Flow.Target.of(session.tenant(), integration, expected, null)));
    }

    /**
     * Where to send the browser for one that stands in the person's queue, {@code NOT_FOUND} if it does not.
     *
     * @param activate whether the person wants clients switched on as they come
     */
    public Single<URI> startQueued(Session session, long queue, long entry, boolean activate) {
        var queued = new Flow.Queued(queue, entry);
        return queues.leave(session, queued, activate)
                .flatMap(integration -> begun(session, Flow.Target.of(session.tenant(), integration, null, queued)));
    }

    /** Adds the company that waits for the person's word; pressed twice, it is added once. */
    public Single<ConnectOutcome> accept(Session session, UUID waiting) {
        return rooms.database()
                .forTenant(session.tenant(), tx -> HeldTable.lock(tx, session.person(), waiting)
                        .switchIfEmpty(Single.error(() -> Fault.of(Cause.FLOW_OLD)))
                        .flatMap(found -> accepted(tx, session, found)))
                .onErrorResumeNext(Consenting::asOutcome);
    }

    /** Revokes consents that waited for a person's word for too long; gives how many it found. */
    public Single<Integer> revokeHeld() {
        return held.revokeOver();
    }

    /** What came of it. Fails only when the database does. */
    public Single<ConnectOutcome> finish(Session session, Callback callback) {
        var state = callback.state();
        if (state == null) {
            return Single.just(ConnectOutcome.Refused.by(Fault.of(Cause.FLOW_OLD)));
        }
        return rooms.flows()
                .take(Flow.Kind.VISMA, state, session.hash())
                .flatMap(flow -> returned(session, flow, callback))
                .onErrorResumeNext(Consenting::asOutcome);
    }

    private Single<ConnectOutcome> returned(Session session, Flow flow, Callback callback) {
        var target = Objects.requireNonNull(flow.target(), "the table's check gives each such flow a target");
        return consenting
                .brought(Giver.of(session.person()), flow, target, callback, consent -> land(session, consent))
                .onErrorResumeNext(Consenting::asOutcome)
                .map(outcome -> outcome instanceof ConnectOutcome.Refused refused ? refused.of(target) : outcome)
                .flatMap(outcome -> toldInQueue(session, target, outcome));
    }

    /** A try that led nowhere is told in the queue that it came from. */
    private Single<ConnectOutcome> toldInQueue(Session session, Flow.Target target, ConnectOutcome outcome) {
        var queued = target.queued();
        if (queued == null || outcome instanceof ConnectOutcome.Queued) {
            return Single.just(outcome);
        }
        var came = new ConnectOutcome.Queued(queued.queue(), outcome);
        return outcome instanceof ConnectOutcome.Refused refused
                ? queues.look(session, queued, refused.cause().key(), refused.args())
                        .toSingleDefault(came)
                : Single.just(came);
    }

    private Single<ConnectOutcome> land(Session session, Given consent) {
        return checked(consent)
                .flatMap(given -> rooms.database().forTenant(session.tenant(), tx -> landed(tx, session, given)));
    }

    private Single<Given> checked(Given consent) {
        var company = consent.company();
        var expected = consent.target().expected();
        return expected == null
                ? Single.just(consent)
                : rooms.clients()
                        .find(consent.target().tenant(), expected)
                        .flatMap(client -> client.companyId().equals(company.companyId())
                                ? Single.just(consent)
                                : Single.error(Fault.of(Cause.WRONG_COMPANY, client.name(), company.name())));
    }

    /** A company that does not stand in the queue waits for the person's word, or leads nowhere. */
    private Single<ConnectOutcome> landed(Tx tx, Session session, Given consent) {
        var queued = consent.target().queued();
        return queued == null
                ? writer.write(tx, consent)
                : QueueTable.answer(tx, queued, consent.company())
                        .flatMapSingle(answer -> answered(tx, session, consent, answer))
                        .switchIfEmpty(Single.defer(() -> writer.write(tx, consent)));
    }

    private Single<ConnectOutcome> answered(Tx tx, Session session, Given consent, QueueTable.Answer answer) {
        if (answer.stands()) {
            return writer.write(tx, consent);
        }
        var company = consent.company();
        var queued = Objects.requireNonNull(consent.target().queued(), "only a queue answers");
        if (answer.kind() == ConnectQueue.Kind.RECONNECT) {
            var wanted = Objects.requireNonNullElse(answer.wanted(), "");
            return Single.error(Fault.of(Cause.WRONG_COMPANY, wanted, company.name()));
        }
        return held.hold(tx, session.person(), queued, company, consent.tokens())
                .toSingleDefault(new ConnectOutcome.Queued(queued.queue(), null));
    }

    private Single<ConnectOutcome> accepted(Tx tx, Session session, HeldTable.Waiting waiting) {
        var queued = waiting.queued();
        if (waiting.client() != null) {
            return Single.just(new ConnectOutcome.Queued(queued.queue(), null));
        }
        var company = waiting.company();
        var target = Flow.Target.of(session.tenant(), company.integration(), null, queued);
        return writer.write(tx, new Given(Giver.of(session.person()), target, held.tokens(waiting), company))
                .flatMap(outcome -> HeldTable.accept(
                                tx,
                                waiting.id(),
                                ConsentWriter.clientOf(outcome).id())
                        .toSingleDefault(new ConnectOutcome.Queued(queued.queue(), outcome)));
    }

    private Single<URI> begun(Session session, Flow.Target target) {
        return Single.defer(() -> {
            var state = RandomKey.next();
            var verifier = RandomKey.next();
            var flow = new Flow(Flow.Kind.VISMA, session.hash(), target, null, verifier, null);
            return rooms.flows()
                    .begin(state, flow)
                    .andThen(Single.fromCallable(() -> signIn.authorizeUrl(state.reveal(), verifier)));
        });
    }

    private Completable known(Session session, @Nullable ClientId expected) {
        return expected == null
                ? Completable.complete()
                : rooms.clients().find(session.tenant(), expected).ignoreElement();
    }
}
