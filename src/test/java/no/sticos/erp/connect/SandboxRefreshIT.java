package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.util.List;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.erp.visma.VismaSettings;
import no.sticos.erp.erp.visma.VismaSignIn;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeper and adapter against an identity server over HTTP, in both of Visma's regimes (facts.md §1.6). */
@ExtendWith(VertxExtension.class)
class SandboxRefreshIT {
    private static final String REDIRECT = "https://localhost:8443/callback";
    private static final Secret SECRET = Secret.of("hemmelig");
    private static final String USER = "regnskap@sandkasse.example";

    private final Vertx vertx;
    private final ConsentedClients clients;

    SandboxRefreshIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.clients = new ConsentedClients(vertx);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_grant_is_renewed_again_and_again_and_ends_when_the_password_changes(boolean rotates) {
        var plan = CompanyPlan.of("Fjord Regnskap AS", "974760673", 1);
        var sandbox = sandbox(plan, rotates);
        var visma = new VismaSignIn(vertx, settings(sandbox));
        var client = clients.connected(consent(sandbox, visma, plan));
        var anotherPool = clients.anotherPool();
        var nodes = List.of(clients.keeper(visma), clients.keeper(visma, anotherPool));

        for (int round = 1; round <= 3; round++) {
            var before = clients.stored(client);
            clients.expire(client);

            var tokens = Await.result(Flowable.range(0, 50)
                    .flatMapSingle(caller -> nodes.get(caller % 2).current(client), false, 50)
                    .distinct()
                    .toList());

            assertThat(tokens).containsExactly(clients.stored(client).access());
            assertThat(clients.stored(client).refresh().equals(before.refresh()))
                    .isEqualTo(!rotates);
            assertThat(timesRenewed(client)).isEqualTo(Integer.toString(round));
        }

        sandbox.identity().passwordChanged(USER);
        clients.expire(client);
        ConsentedClients.assertFault(nodes.get(0).current(client), Cause.GRANT_ENDED);
        assertThat(clients.row(client)).isEqualTo("ENDED grantEnded false");
        Await.done(anotherPool.close().andThen(sandbox.stop()));
    }

    private String timesRenewed(ClientId client) {
        return clients.single("SELECT version::text FROM gateway.grants WHERE client_id = $1", client.value());
    }

    private Sandbox sandbox(CompanyPlan plan, boolean rotates) {
        var client = new OAuthClient("sticos", SECRET, "Sticos", List.of(REDIRECT), rotates);
        var sandbox = new Sandbox(
                vertx, SandboxSettings.of(SandboxUniverse.of(1, List.of(plan)), client, SignInSettings.of(client)));
        Await.done(sandbox.start().ignoreElement());
        return sandbox;
    }

    private static Tokens consent(Sandbox sandbox, VismaSignIn visma, CompanyPlan plan) {
        var verifier = RandomKey.next();
        var scopes = List.of("ea:api", "offline_access");
        var code = sandbox.identity()
                .issueCode("sticos", REDIRECT, plan.id(), USER, scopes, RandomKey.challenge(verifier));
        return Await.result(visma.exchange(code, verifier));
    }

    private static VismaSettings settings(Sandbox sandbox) {
        return new VismaSettings(
                URI.create(sandbox.address()),
                URI.create(sandbox.address() + "/v2"),
                new VismaSettings.OAuthClient("sticos", SECRET, URI.create(REDIRECT)),
                VismaSettings.Reading.usual());
    }
}
