package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
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
    private final TokenCipher cipher;
    private final IdentityReader identities;
    private final Set<String> scopes;
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

    /** A consent in hand, not yet stored. */
    private record Consent(Session session, Flow.Target target, Tokens tokens, Company company) {}

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
        this.cipher = cipher;
        this.identities = identities;
        this.scopes = Set.copyOf(scopes);
        this.timer = timer;
    }

    /** Where to send the browser; {@code expected} is the client to sign in again, null for any company. */
    public Single<URI> start(Session session, IntegrationId integration, @Nullable ClientId expected) {
        var state = RandomKey.next();
        var verifier = RandomKey.next();
        var target = new Flow.Target(session.tenant(), integration, expected);
        var flow = new Flow(Flow.Kind.VISMA, session.hash(), target, null, verifier, null);
        return rooms.integrations()
                .find(session.tenant(), integration)
                .ignoreElement()
                .andThen(known(session, expected))
                .andThen(rooms.flows().begin(state, flow))
                .andThen(Single.fromCallable(() -> signIn.authorizeUrl(state.reveal(), verifier)));
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
                .map(outcome -> outcome instanceof ConnectOutcome.Refused refused ? refused.of(target) : outcome);
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
                .map(company -> new Consent(session, target, tokens, company))
                .flatMap(this::checked)
                .flatMap(consent -> rooms.database().forTenant(session.tenant(), tx -> stored(tx, consent)));
    }

    private Single<Consent> checked(Consent consent) {
        var company = consent.company();
        if (!company.open()) {
            return Single.error(Fault.of(Cause.COMPANY_CLOSED, company.name()));
        }
        var expected = consent.target().expected();
        return expected == null
                ? Single.just(consent)
                : rooms.clients()
                        .find(consent.session().tenant(), expected)
                        .flatMap(client -> client.companyId().equals(company.id())
                                ? Single.just(consent)
                                : Single.error(Fault.of(Cause.WRONG_COMPANY, client.name(), company.name())));
    }

    private Single<ConnectOutcome> stored(Tx tx, Consent consent) {
        var company = consent.company();
        var identity = identities.read(company.identity(), company.countryCode());
        var connected = new ConnectedCompany(
                consent.session().tenant(), consent.target().integration(), company.id(), company.name(), identity);
        return rooms.clients()
                .connect(tx, connected, consent.session().person())
                .flatMap(described ->
                        rooms.leaving().refuse(tx, described.client()).toSingleDefault(described))
                .flatMap(described -> GrantTable.put(
                                tx,
                                described.client(),
                                sealed(described.client(), consent.tokens()),
                                consent.session().person())
                        .andThen(AuditTrail.write(tx, told(consent, described)))
                        .toSingleDefault(outcome(described, missing(consent.tokens()))));
    }

    private GrantTable.Sealed sealed(Client client, Tokens tokens) {
        var pair = new TokenPair(tokens.access(), Objects.requireNonNull(tokens.refresh()));
        return new GrantTable.Sealed(cipher.seal(client.tenant(), client.id(), pair), tokens.life(), tokens.scopes());
    }

    private static AuditLine told(Consent consent, Clients.Described described) {
        var action = described.added() ? AuditAction.CLIENT_CONNECTED : AuditAction.GRANT_RENEWED;
        return AuditLine.done(consent.session().tenant(), consent.session().person(), action)
                .about(described.client());
    }

    private static ConnectOutcome outcome(Clients.Described described, Set<String> missing) {
        var client = described.client();
        if (described.obstacle().isPresent()) {
            var obstacle = described.obstacle().get();
            return new ConnectOutcome.Blocked(client, obstacle.reason(), obstacle.args());
        }
        return described.added()
                ? new ConnectOutcome.Added(client, missing)
                : new ConnectOutcome.Renewed(client, missing);
    }

    private Set<String> missing(Tokens tokens) {
        if (tokens.scopes().isEmpty()) {
            return Set.of();
        }
        var missing = new TreeSet<>(scopes);
        missing.removeAll(tokens.scopes());
        return missing;
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
