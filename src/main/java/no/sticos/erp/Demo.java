package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Callback;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.products.ProductNode;
import no.sticos.erp.sandbox.products.WorkedProduct;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main job on embedded defaults: a sandbox Visma, three demo products, and a firm with a dozen clients.
 *
 * <p>The clients are connected through the gateway's ordinary flow; only the person's clicks at Visma are
 * left out. What is there already is left as it is.
 */
final class Demo {
    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final String ID = "erp-demo";
    private static final String SECRET = "erp-demo-secret";
    private static final int CONNECTED = 12;
    /** Connected and left for the person at the page to activate. */
    private static final String RESTING = "Nøtteknekkeren Design AS";

    private static final long SEED = 2026;
    private static final List<String> SCOPES =
            List.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");

    private final Vertx vertx;
    private final Sandbox sandbox;
    private final SandboxUniverse universe = SandboxUniverse.demo(SEED);
    private final String publicUri;
    private final List<String> products;
    private final Function<String, DbSettings> productDatabases;

    /** {@code productDatabases} gives each product the database of its own. */
    Demo(Vertx vertx, Settings settings, Function<String, DbSettings> productDatabases) {
        this.vertx = vertx;
        this.products = Boolean.parseBoolean(settings.text("demo.products")) ? WorkedProduct.names() : List.of();
        this.productDatabases = productDatabases;
        this.publicUri = settings.publicUri();
        this.sandbox = sandbox(vertx, settings);
    }

    /**
     * The demo's sandbox, not yet started; it knows the gateway at its public address by the demo's own
     * id and secret.
     */
    static Sandbox sandbox(Vertx vertx, Settings settings) {
        var publicUri = settings.publicUri();
        var visma = client(publicUri + "/visma/callback");
        var portal = client(publicUri + "/sign-in/callback");
        return new Sandbox(
                vertx,
                SandboxSettings.of(SandboxUniverse.demo(SEED), visma, SignInSettings.of(portal))
                        .on(settings.number("sandbox.port"))
                        .keptIn(Path.of(settings.text("data.folder"), "sandbox")));
    }

    /** The keys that point a gateway at the sandbox on {@code port}, for Visma and for signing in. */
    static Map<String, String> towards(int port) {
        var sandbox = "http://127.0.0.1:" + port;
        var values = new HashMap<String, String>();
        values.put("visma.identity", sandbox);
        values.put("visma.api", sandbox + "/v2");
        values.put("visma.clientId", ID);
        values.put("visma.clientSecret", SECRET);
        values.put("signIn.issuer", sandbox + "/demo-sign-in");
        values.put("signIn.clientId", ID);
        values.put("signIn.clientSecret", SECRET);
        values.put("signIn.right.read", "reader");
        values.put("signIn.right.administer", "admin");
        return values;
    }

    /** Starts the sandbox and the products, before the gateway. */
    Completable start() {
        return sandbox.start()
                .ignoreElement()
                .andThen(Flowable.fromIterable(products))
                .concatMapCompletable(
                        product -> vertx.rxDeployVerticle(node(product)).ignoreElement());
    }

    private ProductNode node(String product) {
        var database = DatabaseStart.connect(productDatabases.apply(product));
        return new ProductNode(new WorkedProduct(product, product), database, "erp_inbox");
    }

    /** Gives the demo's firm its clients, unless it has some. */
    Completable populate(Gateway.Parts gateway) {
        var rooms = gateway.rooms();
        var kari = universe.people().get(0);
        var person = new Person(kari.sub(), kari.name());
        return rooms.tenants()
                .meet(kari.firmId(), kari.firmName())
                .flatMap(tenant -> rooms.sessions().open(tenant, person, Set.of(Right.values())))
                .flatMapCompletable(opened -> rooms.integrations()
                        .create(opened.session().tenant(), "visma-eaccounting", person)
                        .flatMapCompletable(made -> made.existed()
                                ? Completable.complete()
                                : connectAll(
                                        gateway,
                                        opened.session(),
                                        made.integration().id())));
    }

    private Completable connectAll(Gateway.Parts gateway, Session session, IntegrationId integration) {
        return Flowable.fromIterable(universe.companies()).take(CONNECTED).concatMapCompletable(company -> connect(
                        gateway, session, integration, company)
                .doOnError(error -> log.info("{} is left unconnected: {}", company.id(), error.toString()))
                .onErrorComplete());
    }

    private Completable connect(
            Gateway.Parts gateway, Session session, IntegrationId integration, CompanyPlan company) {
        var rooms = gateway.rooms();
        return rooms.connecting()
                .start(session, integration, null)
                .flatMap(visma -> rooms.connecting().finish(session, allowed(visma, company)))
                .doOnSuccess(outcome -> endIfDead(company))
                .flatMapCompletable(outcome -> outcome instanceof ConnectOutcome.Added added
                                && !company.name().equals(RESTING)
                        ? rooms.switching()
                                .activate(session.tenant(), added.client().id(), session.person())
                                .ignoreElement()
                        : Completable.complete());
    }

    private void endIfDead(CompanyPlan company) {
        if (company.quirk() == CompanyPlan.Quirk.DEAD_GRANT) {
            sandbox.identity().endGrants(company.id());
        }
    }

    /** What the browser would bring back if a person chose this company and allowed everything. */
    private Callback allowed(URI visma, CompanyPlan company) {
        var query = query(visma);
        var code = sandbox.identity()
                .issueCode(
                        ID,
                        publicUri + "/visma/callback",
                        company.id(),
                        universe.users().get(0).email(),
                        SCOPES,
                        query.get("code_challenge"));
        return new Callback(Secret.of(String.valueOf(query.get("state"))), Secret.of(code), null, null);
    }

    private static Map<String, String> query(URI uri) {
        var parameters = new HashMap<String, String>();
        for (var pair : List.of(uri.getRawQuery().split("&", -1))) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static OAuthClient client(String redirect) {
        return new OAuthClient(ID, Secret.of(SECRET), "Sticos AS", List.of(redirect), true);
    }
}
