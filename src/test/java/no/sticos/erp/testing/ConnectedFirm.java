package no.sticos.erp.testing;

import io.reactivex.rxjava3.schedulers.Schedulers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.Connecting;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.connect.SignInFlows;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.Database;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.Removals;

/** An accounting firm whose clients are connected the ordinary way, at a {@link FakeSignIn}. */
public final class ConnectedFirm {
    /** What seals the tokens. */
    public static final TokenCipher CIPHER = new TokenCipher(TokenCipher.newKeyset());

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final FakeSignIn signIn = new FakeSignIn(true);
    private final Session session;
    private final IntegrationId integration;
    private final Connecting connecting;
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();

    /** Makes the firm, its integration, and a person who is signed in. */
    public ConnectedFirm(Database database) {
        signIn.slowness(Duration.ZERO);
        int number = COUNTER.incrementAndGet();
        var person = new Person("kari", "Kari Fjordheim");
        var tenant = Await.result(new Tenants(database).meet("connected-" + number, "Byrå " + number));
        var integrations = new Integrations(database);
        this.integration = Await.result(integrations.create(tenant.id(), "visma-eaccounting", person))
                .integration()
                .id();
        this.session = Await.result(new Sessions(database, SessionSettings.DEFAULT)
                        .open(tenant, person, EnumSet.allOf(Right.class)))
                .session();
        this.connecting = new Connecting(
                new Connecting.Rooms(
                        database,
                        new SignInFlows(database),
                        integrations,
                        new Clients(database),
                        (tx, client) -> Removals.refuseWhile(tx, client, false)),
                signIn,
                CIPHER,
                new IdentityReader(Secret.of("a test's own key of 32 characters")),
                Set.of("ea:api", "offline_access"),
                Schedulers.computation());
    }

    /** The firm. */
    public TenantId tenant() {
        return session.tenant();
    }

    /** Its integration. */
    public IntegrationId integration() {
        return integration;
    }

    /** Where its clients' consents are given and ended. */
    public FakeSignIn signIn() {
        return signIn;
    }

    /** Connects a company with this name and an orgnr of its own. */
    public Client connect(String name) {
        var company = new Company("company-" + COUNTER.incrementAndGet(), name, orgnr(), "NO", true);
        var address = Await.result(connecting.start(session, integration, null));
        var state = address.getQuery().replace("state=", "");
        var code = signIn.consent(company);
        var outcome =
                Await.result(connecting.finish(session, new Callback(Secret.of(state), Secret.of(code), null, null)));
        refreshTokens.put(name, signIn.newest());
        return ((ConnectOutcome.Added) outcome).client();
    }

    /** The refresh token that the client of this name was connected with. */
    public String refreshToken(String name) {
        return String.valueOf(refreshTokens.get(name));
    }

    /** The next synthetic orgnr whose check digit holds. */
    private static String orgnr() {
        int[] weights = {3, 2, 7, 6, 5, 4, 3, 2};
        while (true) {
            var eight = Integer.toString(31_000_000 + COUNTER.incrementAndGet());
            int sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * (eight.charAt(i) - '0');
            }
            int check = (11 - sum % 11) % 11;
            if (check < 10) {
                return eight + check;
            }
        }
    }
}
