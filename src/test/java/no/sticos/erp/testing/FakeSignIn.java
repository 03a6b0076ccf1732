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

    private final boolean rotating;
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Company> codes = new ConcurrentHashMap<>();
    private final Map<String, Company> accessTokens = new ConcurrentHashMap<>();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Collection<String> revoked = new ConcurrentLinkedQueue<>();
    private volatile String newest = "";
    private volatile Duration life = Duration.ofHours(1);
    private volatile Duration slowness = Duration.ofMillis(50);
    private volatile Set<String> scopes = ALL;
    private volatile @Nullable Fault companyRefusal;
    private volatile @Nullable Fault revokeRefusal;

    /** Whether each refresh gives a new refresh token and ends the old one. */
    public FakeSignIn(boolean rotating) {
        this.rotating = rotating;
    }

    /** Access tokens live this long from now on. */
    public void life(Duration length) {
        life = length;
    }

    /** Answers take this long from now on. */
    public void slowness(Duration length) {
        slowness = length;
    }

    /** What consents are given for from now on. */
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

    /** The API describes the company with this id so from now on, whoever asks. */
    public void describe(Company company) {
        accessTokens.replaceAll((token, known) -> known.id().equals(company.id()) ? company : known);
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
        return issue(company, fresh());
    }

    /** How many refreshes were asked for. */
    public int refreshes() {
        return refreshes.get();
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
        return URI.create("https://identity.invalid/authorize?state=" + state);
    }

    /** The verifier that was given with this state. */
    public @Nullable String verifierOf(String state) {
        return challenges.get(state);
    }

    @Override
    public Single<Tokens> exchange(String code, Secret verifier) {
        return later(() -> {
            var company = codes.remove(code);
            if (company == null || !challenges.containsValue(verifier.reveal())) {
                throw Fault.of(Cause.FLOW_OLD);
            }
            return issue(company, fresh());
        });
    }

    @Override
    public Single<Tokens> refresh(Secret refreshToken) {
        return later(() -> {
            refreshes.incrementAndGet();
            if (!refreshTokens.contains(refreshToken.reveal())) {
                throw Fault.of(Cause.GRANT_ENDED);
            }
            var tokens = rotated(refreshToken.reveal());
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

    private Tokens rotated(String refreshToken) {
        if (!rotating) {
            return new Tokens(Secret.of("access-" + counter.incrementAndGet()), null, life, Set.of());
        }
        refreshTokens.remove(refreshToken);
        return new Tokens(Secret.of("access-" + counter.incrementAndGet()), Secret.of(fresh()), life, Set.of());
    }

    private String fresh() {
        var token = "refresh-" + counter.incrementAndGet();
        refreshTokens.add(token);
        newest = token;
        return token;
    }

    private Tokens issue(Company company, String refresh) {
        var access = "access-" + counter.incrementAndGet();
        accessTokens.put(access, company);
        return new Tokens(Secret.of(access), Secret.of(refresh), life, scopes);
    }

    private <T> Single<T> later(Callable<T> answer) {
        return Single.timer(slowness.toMillis(), TimeUnit.MILLISECONDS).map(tick -> answer.call());
    }
}
