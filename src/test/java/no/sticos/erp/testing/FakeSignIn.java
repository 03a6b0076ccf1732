package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * An identity server in memory: codes for companies, refresh tokens that rotate or stay, and answers that
 * get lost on the way. Safe to share between threads.
 */
public final class FakeSignIn implements SignIn {
    private static final Set<String> ALL = Set.of("ea:api", "offline_access");

    private final Regime regime;
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Company> codes = new ConcurrentHashMap<>();
    private final Map<String, Company> accessTokens = new ConcurrentHashMap<>();
    private final Map<String, Given> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Given> spent = new ConcurrentHashMap<>();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Collection<String> issued = new ConcurrentLinkedQueue<>();
    private final Collection<String> revoked = new ConcurrentLinkedQueue<>();
    private volatile URI identity = URI.create("https://identity.invalid");
    private volatile String newest = "";
    private volatile Duration life = Duration.ofHours(1);
    private volatile Duration slowness = Duration.ofMillis(50);
    private volatile Set<String> scopes = ALL;
    private volatile @Nullable Fault companyRefusal;
    private volatile @Nullable Fault revokeRefusal;
    private volatile @Nullable Fault exchangeRefusal;

    /** What a refresh does to the refresh token that it was asked with (facts.md §1.6). */
    public enum Regime {
        /** It stays good, and the answer has none: newly registered OAuth clients. */
        REUSABLE,
        /** It is good once; who comes with it again is refused. */
        ONE_TIME,
        /** It is good once; who comes with it again ends all that came of the same consent. */
        ONE_TIME_OR_ALL
    }

    /** What a refresh token stands for. */
    private record Given(int consent, Company company) {}

    /** Browsers are sent there from now on. */
    public void at(URI address) {
        identity = address;
    }

    /** Treats refresh tokens so. */
    public FakeSignIn(Regime regime) {
        this.regime = regime;
    }

    /** Whether each refresh gives a new refresh token and ends the old one. */
    public FakeSignIn(boolean rotating) {
        this(rotating ? Regime.ONE_TIME : Regime.REUSABLE);
    }

    /** Access tokens live this long from now on. */
    public void life(Duration length) {
        life = length;
    }

    /** Answers take this long from now on. */
    public void slowness(Duration length) {
        slowness = length;
    }

    /** What consents are given for from now on; without {@code offline_access} there is no refresh token. */
    public void scopes(Set<String> given) {
        scopes = Set.copyOf(given);
    }

    /** The API refuses to name the company from now on; null: it does not. */
    public void refuseCompany(@Nullable Fault fault) {
        companyRefusal = fault;
    }

    /** Nobody hears of a revocation from now on; null: they do. */
    public void refuseRevoking(@Nullable Fault fault) {
        revokeRefusal = fault;
    }

    /** Codes are not traded from now on; null: they are. */
    public void refuseExchange(@Nullable Fault fault) {
        exchangeRefusal = fault;
    }

    /** The API describes the company with this id so from now on, whoever asks. */
    public void describe(Company company) {
        accessTokens.replaceAll((token, known) -> known.id().equals(company.id()) ? company : known);
        refreshTokens.replaceAll((token, given) ->
                given.company().id().equals(company.id()) ? new Given(given.consent(), company) : given);
    }

    /** The next refreshes are done, but their answers get lost. */
    public void loseAnswers(int count) {
        lost.set(count);
    }

    /** A one-time code as the browser would bring it back. */
    public String consent(Company company) {
        var code = "code-" + counter.incrementAndGet();
        codes.put(code, company);
        return code;
    }

    /** Tokens as from a consent long ago. */
    public Tokens give(Company company) {
        return issue(company);
    }

    /** How many refreshes were asked for. */
    public int refreshes() {
        return refreshes.get();
    }

    /** Every token that was ever given out. */
    public Collection<String> issued() {
        return issued;
    }

    /** The refresh tokens that were revoked by the other side. */
    public Collection<String> revoked() {
        return revoked;
    }

    /** The refresh token that was given last. */
    public String newest() {
        return newest;
    }

    /** The consent ends on this side: a changed password. */
    public void endAll() {
        refreshTokens.clear();
    }

    @Override
    public URI authorizeUrl(String state, Secret verifier) {
        challenges.put(state, verifier.reveal());
        return identity.resolve("/authorize?state=" + state);
    }

    /** The verifier that was given with this state. */
    public @Nullable String verifierOf(String state) {
        return challenges.get(state);
    }

    @Override
    public Single<Tokens> exchange(String code, Secret verifier) {
        return later(() -> {
            var refusal = exchangeRefusal;
            if (refusal != null) {
                throw refusal;
            }
            var company = codes.remove(code);
            if (company == null || !challenges.containsValue(verifier.reveal())) {
                throw Fault.of(Cause.FLOW_OLD);
            }
            return issue(company);
        });
    }

    @Override
    public Single<Tokens> refresh(Secret refreshToken) {
        return later(() -> {
            refreshes.incrementAndGet();
            var tokens = refreshed(refreshToken.reveal());
            if (lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw Fault.of(Cause.NO_CONTACT);
            }
            return tokens;
        });
    }

    @Override
    public Completable revoke(Secret refreshToken) {
        return Completable.fromAction(() -> {
            var refusal = revokeRefusal;
            if (refusal != null) {
                throw refusal;
            }
            refreshTokens.remove(refreshToken.reveal());
            revoked.add(refreshToken.reveal());
        });
    }

    @Override
    public Single<Company> company(Secret accessToken) {
        return later(() -> {
            var refusal = companyRefusal;
            if (refusal != null) {
                throw refusal;
            }
            var company = accessTokens.get(accessToken.reveal());
            if (company == null) {
                throw Fault.of(Cause.TOKEN_REFUSED);
            }
            return company;
        });
    }

    /** One at a time, as a token endpoint that keeps its promises about one-time tokens. */
    private synchronized Tokens refreshed(String token) {
        var given = refreshTokens.get(token);
        if (given == null) {
            endFamilyOf(token);
            throw Fault.of(Cause.GRANT_ENDED);
        }
        if (regime == Regime.REUSABLE) {
            return new Tokens(access(given.company()), null, life, Set.of());
        }
        refreshTokens.remove(token);
        spent.put(token, given);
        return new Tokens(access(given.company()), refresh(given), life, Set.of());
    }

    private void endFamilyOf(String token) {
        var reused = spent.get(token);
        if (regime == Regime.ONE_TIME_OR_ALL && reused != null) {
            refreshTokens.values().removeIf(given -> given.consent() == reused.consent());
        }
    }

    private Tokens issue(Company company) {
        var refresh = scopes.contains("offline_access") ? refresh(new Given(counter.incrementAndGet(), company)) : null;
        return new Tokens(access(company), refresh, life, scopes);
    }

    private Secret access(Company company) {
        var access = "access-" + counter.incrementAndGet();
        accessTokens.put(access, company);
        issued.add(access);
        return Secret.of(access);
    }

    private Secret refresh(Given given) {
        var refresh = "refresh-" + counter.incrementAndGet();
        refreshTokens.put(refresh, given);
        issued.add(refresh);
        newest = refresh;
        return Secret.of(refresh);
    }

    private <T> Single<T> later(Callable<T> answer) {
        return Single.timer(slowness.toMillis(), TimeUnit.MILLISECONDS).map(tick -> answer.call());
    }
}
