package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.connect.ConsentWriter.Given;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a person to the accounting system and back, and stores the consent given there.
 *
 * <p>All calls are made before the one transaction that stores client, consent and audit lines. A consent
 * that leads nowhere is revoked, as well as may be: that it could not be is logged and hides nothing.
 */
public final class Connecting {
    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);
    private static final Duration REVOKING = Duration.ofSeconds(10);

    private final Rooms rooms;
    private final SignIn signIn;
    private final IdentityReader identities;
    private final ConsentWriter writer;
    private final ConnectQueues queues;
    private final HeldConsents held;
    private final Scheduler timer;

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
        this.identities = identities;
        this.writer = new ConsentWriter(rooms, cipher, scopes);
        this.queues = new ConnectQueues(rooms.database());
        this.held = new HeldConsents(rooms.database(), signIn, cipher, timer);
        this.timer = timer;
    }

    /** Where to send the browser; {@code expected} is the client to sign in again, null for any company. */
    public Single<URI> start(Session session, IntegrationId integration, @Nullable ClientId expected) {
        return rooms.integrations()
                .find(session.tenant(), integration)
                .ignoreElement()
                .andThen(known(session, expected))
                .andThen(begun(session, new Flow.Target(session.tenant(), integration, expected, null)));
    }

    /**
     * Where to send the browser for one that stands in the person's queue, {@code NOT_FOUND} if it does not.
     *
     * @param activate whether the person wants clients switched on as they come
     */
    public Single<URI> startQueued(Session session, long queue, long entry, boolean activate) {
        var queued = new Flow.Queued(queue, entry);
        return queues.leave(session, queued, activate)
                .flatMap(integration -> begun(session, new Flow.Target(session.tenant(), integration, null, queued)));
    }

    /** Adds the company that waits for the person's word; pressed twice, it is added once. */
    public Single<ConnectOutcome> accept(Session session, UUID waiting) {
        return rooms.database()
                .forTenant(session.tenant(), tx -> HeldTable.lock(tx, session.person(), waiting)
                        .switchIfEmpty(Single.error(() -> Fault.of(Cause.FLOW_OLD)))
                        .flatMap(found -> accepted(tx, session, found)))
                .onErrorResumeNext(Connecting::asOutcome);
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
                .onErrorResumeNext(Connecting::asOutcome);
    }

    private Single<ConnectOutcome> returned(Session session, Flow flow, Callback callback) {
        var target = Objects.requireNonNull(flow.target(), "the table's check gives each such flow a target");
        return brought(session, flow, target, callback)
                .onErrorResumeNext(Connecting::asOutcome)
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

    private Single<ConnectOutcome> brought(Session session, Flow flow, Flow.Target target, Callback callback) {
        var code = callback.code();
        if (callback.error() != null || code == null) {
            boolean cancelled = "access_denied".equals(callback.error());
            return Single.error(Fault.of(cancelled ? Cause.CANCELLED : Cause.EXCHANGE_FAILED));
        }
        return signIn.exchange(code.reveal(), flow.verifier()).flatMap(tokens -> consented(session, target, tokens)
                .onErrorResumeNext(error -> ledNowhere(session, target, tokens, error)));
    }

    private Single<ConnectOutcome> consented(Session session, Flow.Target target, Tokens tokens) {
        if (tokens.refresh() == null) {
            return Single.error(Fault.of(Cause.SCOPE_MISSING, "connection", "offline_access"));
        }
        return signIn.company(tokens.access())
                .flatMap(Connecting::open)
                .map(company -> new Given(session, target, tokens, connected(target, company)))
                .flatMap(this::checked)
                .flatMap(consent -> rooms.database().forTenant(session.tenant(), tx -> landed(tx, consent)));
    }

    private static Single<Company> open(Company company) {
        return company.open() ? Single.just(company) : Single.error(Fault.of(Cause.COMPANY_CLOSED, company.name()));
    }

    private ConnectedCompany connected(Flow.Target target, Company company) {
        var identity = identities.read(company.identity(), company.countryCode());
        return new ConnectedCompany(target.tenant(), target.integration(), company.id(), company.name(), identity);
    }

    private Single<Given> checked(Given consent) {
        var company = consent.company();
        var expected = consent.target().expected();
        return expected == null
                ? Single.just(consent)
                : rooms.clients()
                        .find(consent.session().tenant(), expected)
                        .flatMap(client -> client.companyId().equals(company.companyId())
                                ? Single.just(consent)
                                : Single.error(Fault.of(Cause.WRONG_COMPANY, client.name(), company.name())));
    }

    /** A company that does not stand in the queue waits for the person's word, or leads nowhere. */
    private Single<ConnectOutcome> landed(Tx tx, Given consent) {
        var queued = consent.target().queued();
        return queued == null
                ? writer.write(tx, consent)
                : QueueTable.answer(tx, queued, consent.company())
                        .flatMapSingle(answer -> answered(tx, consent, queued, answer))
                        .switchIfEmpty(Single.defer(() -> writer.write(tx, consent)));
    }

    private Single<ConnectOutcome> answered(Tx tx, Given consent, Flow.Queued queued, QueueTable.Answer answer) {
        if (answer.stands()) {
            return writer.write(tx, consent);
        }
        var company = consent.company();
        if (answer.kind() == ConnectQueue.Kind.RECONNECT) {
            var wanted = Objects.requireNonNullElse(answer.wanted(), "");
            return Single.error(Fault.of(Cause.WRONG_COMPANY, wanted, company.name()));
        }
        return held.hold(tx, consent.session().person(), queued, company, consent.tokens())
                .toSingleDefault(new ConnectOutcome.Queued(queued.queue(), null));
    }

    private Single<ConnectOutcome> accepted(Tx tx, Session session, HeldTable.Waiting waiting) {
        var queued = waiting.queued();
        if (waiting.client() != null) {
            return Single.just(new ConnectOutcome.Queued(queued.queue(), null));
        }
        var company = waiting.company();
        var target = new Flow.Target(session.tenant(), company.integration(), null, queued);
        return writer.write(tx, new Given(session, target, held.tokens(waiting), company))
                .flatMap(outcome -> HeldTable.accept(
                                tx,
                                waiting.id(),
                                ConsentWriter.clientOf(outcome).id())
                        .toSingleDefault(new ConnectOutcome.Queued(queued.queue(), outcome)));
    }

    private Single<ConnectOutcome> ledNowhere(Session session, Flow.Target target, Tokens tokens, Throwable error) {
        var here = asSeenHere(error);
        var line = AuditLine.refused(session.tenant(), session.person(), AuditAction.CLIENT_CONNECTED, reasonOf(here))
                .about(target.integration());
        return revoked(tokens).andThen(AuditTrail.write(rooms.database(), line)).andThen(Single.error(here));
    }

    private Completable revoked(Tokens tokens) {
        var refresh = tokens.refresh();
        return signIn.revoke(refresh == null ? tokens.access() : refresh)
                .timeout(REVOKING.toMillis(), TimeUnit.MILLISECONDS, timer)
                .doOnError(error -> LOG.warn("a consent that led nowhere was not revoked: {}", reasonOf(error)))
                .onErrorComplete();
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

    /** What a person can be told is an outcome; a database that is away and our own mistakes stay errors. */
    private static Single<ConnectOutcome> asOutcome(Throwable error) {
        boolean ours = !(error instanceof Fault) || Fault.is(error, Cause.DATABASE_AWAY) || Fault.is(error, Cause.BUG);
        return ours ? Single.error(error) : Single.just(ConnectOutcome.Refused.by((Fault) error));
    }

    private static Cause reasonOf(Throwable error) {
        return Fault.from(error).reason();
    }

    /** While connecting, a company without the module is the wrong choice of a person, not a loss (facts.md §1.5). */
    private static Throwable asSeenHere(Throwable error) {
        return Fault.is(error, Cause.MODULE_OFF_LATER) ? Fault.of(Cause.MODULE_OFF, error, argsOf(error)) : error;
    }

    private static String[] argsOf(Throwable error) {
        return Fault.from(error).args().toArray(String[]::new);
    }
}
