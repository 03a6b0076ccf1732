package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.connect.ConsentWriter.Given;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trades what a browser brought back for a consent, and gives back a consent that leads nowhere, as well as may be: that
 * it could not be is logged and hides nothing.
 */
final class Consenting {
    private static final Logger LOG = LoggerFactory.getLogger(Consenting.class);
    private static final Duration REVOKING = Duration.ofSeconds(10);

    private final Database database;
    private final SignIn signIn;
    private final IdentityReader identities;
    private final Scheduler timer;

    Consenting(Database database, SignIn signIn, IdentityReader identities, Scheduler timer) {
        this.database = database;
        this.signIn = signIn;
        this.identities = identities;
        this.timer = timer;
    }

    /** What {@code land} makes of the consent; if that fails, it is revoked and the trail says why. */
    Single<ConnectOutcome> brought(
            Giver giver,
            Flow flow,
            Flow.Target target,
            Callback callback,
            Function<Given, Single<ConnectOutcome>> land) {
        var code = callback.code();
        if (callback.error() != null || code == null) {
            boolean cancelled = "access_denied".equals(callback.error());
            return Single.error(Fault.of(cancelled ? Cause.CANCELLED : Cause.EXCHANGE_FAILED));
        }
        return signIn.exchange(code.reveal(), flow.verifier()).flatMap(tokens -> given(giver, target, tokens)
                .flatMap(land::apply)
                .onErrorResumeNext(error -> ledNowhere(giver, target, tokens, error)));
    }

    /** What a person can be told is an outcome; a database that is away and our own mistakes stay errors. */
    static Single<ConnectOutcome> asOutcome(Throwable error) {
        boolean ours = !(error instanceof Fault) || Fault.is(error, Cause.DATABASE_AWAY) || Fault.is(error, Cause.BUG);
        return ours ? Single.error(error) : Single.just(ConnectOutcome.Refused.by((Fault) error));
    }

    private Single<Given> given(Giver giver, Flow.Target target, Tokens tokens) {
        if (tokens.refresh() == null) {
            return Single.error(Fault.of(Cause.SCOPE_MISSING, "connection", "offline_access"));
        }
        return signIn.company(tokens.access())
                .flatMap(Consenting::open)
                .map(company -> new Given(giver, target, tokens, connected(target, company)));
    }

    private static Single<Company> open(Company company) {
        return company.open() ? Single.just(company) : Single.error(Fault.of(Cause.COMPANY_CLOSED, company.name()));
    }

    private ConnectedCompany connected(Flow.Target target, Company company) {
        var identity = identities.read(company.identity(), company.countryCode());
        return new ConnectedCompany(target.tenant(), target.integration(), company.id(), company.name(), identity);
    }

    private Single<ConnectOutcome> ledNowhere(Giver giver, Flow.Target target, Tokens tokens, Throwable error) {
        var here = asSeenHere(error);
        var line = AuditLine.refused(target.tenant(), giver.person(), AuditAction.CLIENT_CONNECTED, reasonOf(here))
                .about(target.integration());
        return revoked(tokens).andThen(AuditTrail.write(database, line)).andThen(Single.error(here));
    }

    private Completable revoked(Tokens tokens) {
        var refresh = tokens.refresh();
        return signIn.revoke(refresh == null ? tokens.access() : refresh)
                .timeout(REVOKING.toMillis(), TimeUnit.MILLISECONDS, timer)
                .doOnError(error -> LOG.warn("a consent that led nowhere was not revoked: {}", reasonOf(error)))
                .onErrorComplete();
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
