package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.OidcServer;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a provider that is somebody else's program. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalSignInIT {
    private static final Map<String, Object> KARI = Map.of(
            "name",
            "Kari Fjordheim",
            "firm_id",
            "firm-7",
            "firm_name",
            "Fjordtall",
            "roles",
            List.of("leser", "bruker"));
    private static final Set<Right> ALL = Set.of(Right.values());

    private final OidcServer provider = new OidcServer();
    private final Vertx vertx;
    private final Database database;
    private final PortalSignIn portal;

    PortalSignInIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        database = Await.result(TestDatabase.open(this.vertx));
        portal = portal(Clock.systemUTC());
    }

    @AfterAll
    void close() {
        provider.close();
        Await.done(database.close());
    }

    @Test
    void who_signs_in_comes_with_name_firm_rights_and_the_way_back() {
        var start = Await.result(portal.start("/clients/7?tab=log"));
        provider.claims(KARI);

        var signedIn = Await.result(portal.finish(start.flowCookie(), provider.allow(start.location())));

        assertThat(signedIn)
                .isEqualTo(new SignedIn(
                        new Person("sub-kari", "Kari Fjordheim"),
                        null,
                        "firm-7",
                        "Fjordtall",
                        Set.of(Right.READ, Right.USE),
                        "/clients/7?tab=log"));
    }

    @Test
    void the_way_there_carries_state_nonce_and_a_challenge_that_differ_each_time() {
        var first = OidcServer.query(Await.result(portal.start("/")).location());
        var second = OidcServer.query(Await.result(portal.start("/")).location());

        assertThat(first)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "erp-integrasjon")
                .containsEntry("scope", "openid profile")
                .containsEntry("redirect_uri", "http://portal.invalid/sign-in/callback")
                .containsEntry("code_challenge_method", "S256");
        for (var guarded : List.of("state", "nonce", "code_challenge")) {
            assertThat(first.get(guarded)).hasSize(43).isNotEqualTo(second.get(guarded));
        }
    }

    static Stream<Arguments> tokens_that_are_refused() {
        return Stream.of(
                Arguments.of("aud", "another-client", "signature"),
                Arguments.of("aud", List.of("erp-integrasjon", "another-client"), "authorized party"),
                Arguments.of("iss", "https://evil.example", "signature"),
                Arguments.of("nonce", "another-nonce", "nonce"),
                Arguments.of("sub", " ", "subject"),
                Arguments.of("firm_id", " ", "firm"));
    }

    /** A wrong issuer or audience already keeps the library from handing the token out. */
    @ParameterizedTest
    @MethodSource("tokens_that_are_refused")
    void a_token_that_is_not_for_this_sign_in_is_refused(String claim, Object value, String check) {
        try (var log = new LogLines("no.sticos.erp.connect")) {
            assertFault(signIn(KARI, Map.of(claim, value)), Cause.SIGN_IN_REFUSED);

            assertThat(log.lines()).containsExactly("sign-in refused: " + check);
        }
    }

    @ParameterizedTest
    @CsvSource({"aud, another-client", "iss, https://evil.example", "nonce, another", "firm_id, ' '", "exp, 1000000000"
    })
    void a_token_by_a_new_key_is_held_to_the_same_checks(String claim, String value) {
        provider.changeKeys();
        var said = claim.equals("exp") ? Long.valueOf(value) : value;

        assertFault(signIn(KARI, Map.of(claim, said)), Cause.SIGN_IN_REFUSED);
    }

    @Test
    void a_foreign_key_under_an_id_that_is_never_published_is_refused() {
        var start = Await.result(portal.start("/"));
        var back = provider.allow(start.location());
        provider.changeKeys();
        var forged = provider.forged(idClaims(start));
        provider.changeKeys();
        provider.answer(answer().put("id_token", forged));

        assertFault(portal.finish(start.flowCookie(), back), Cause.SIGN_IN_REFUSED);
    }

    @Test
    void the_first_sign_in_after_the_provider_changed_its_keys_succeeds() {
        provider.changeKeys();

        assertThat(Await.result(signIn(KARI, Map.of())).firm()).isEqualTo("firm-7");
    }

    @Test
    void a_token_whose_time_is_over_is_refused_a_minute_later() {
        assertThat(Await.result(signIn(portal(inTheFuture(650)), KARI, Map.of()))
                        .firm())
                .isEqualTo("firm-7");

        assertFault(signIn(portal(inTheFuture(670)), KARI, Map.of()), Cause.SIGN_IN_REFUSED);
        assertFault(signIn(KARI, Map.of("exp", 1_000_000_000)), Cause.SIGN_IN_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forged", "unsigned", "missing"})
    void a_token_that_the_provider_did_not_sign_is_refused(String kind) {
        var start = Await.result(portal.start("/"));
        var back = provider.allow(start.location());
        var claims = idClaims(start);
        provider.answer(
                switch (kind) {
                    case "forged" -> answer().put("id_token", provider.forged(claims));
                    case "unsigned" -> answer().put("id_token", OidcServer.unsigned(claims));
                    default -> answer();
                });

        assertFault(portal.finish(start.flowCookie(), back), Cause.SIGN_IN_REFUSED);
    }

    @Test
    void a_state_works_once_and_only_if_we_gave_it() {
        var start = Await.result(portal.start("/"));
        var back = provider.allow(start.location());
        provider.claims(KARI);
        assertThat(Await.result(portal.finish(start.flowCookie(), back)).firm()).isEqualTo("firm-7");

        assertFault(portal.finish(start.flowCookie(), back), Cause.FLOW_OLD);
        assertFault(portal.finish(start.flowCookie(), with(back, Secret.of("guessed"))), Cause.FLOW_OLD);
        assertFault(portal.finish(start.flowCookie(), with(back, null)), Cause.FLOW_OLD);
    }

    @Test
    void a_state_is_good_for_ten_minutes() {
        var start = Await.result(portal.start("/"));
        var back = provider.allow(start.location());
        var state = sent(start, "state");
        assertThat(minutesLeft(state)).isEqualTo(10);

        assertThat(expire(state)).isEqualTo(1);

        assertFault(portal.finish(start.flowCookie(), back), Cause.FLOW_OLD);
    }

    @Test
    void another_browser_cannot_finish_what_one_began_and_takes_nothing_from_it() {
        var victim = Await.result(portal.start("/"));
        var attacker = Await.result(portal.start("/"));
        var back = provider.allow(victim.location());

        assertFault(portal.finish(attacker.flowCookie(), back), Cause.FLOW_OLD);
        assertFault(portal.finish(Secret.of(""), back), Cause.FLOW_OLD);

        provider.claims(KARI);
        assertThat(Await.result(portal.finish(victim.flowCookie(), back)).firm())
                .isEqualTo("firm-7");
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example, true", "same, false"})
    void an_answer_in_another_issuers_name_is_refused(String issuer, boolean refused) {
        var start = Await.result(portal.start("/"));
        var back = provider.allow(start.location());
        var named = issuer.equals("same") ? provider.issuer().toString() : issuer;
        provider.claims(KARI);

        var end = portal.finish(start.flowCookie(), new Callback(back.state(), back.code(), null, named));

        if (refused) {
            assertFault(end, Cause.SIGN_IN_REFUSED);
        } else {
            assertThat(Await.result(end).firm()).isEqualTo("firm-7");
        }
    }

    @ParameterizedTest
    @CsvSource({"access_denied, CANCELLED", "server_error, SIGN_IN_REFUSED"})
    void who_is_turned_away_at_the_provider_is_told_so(String error, Cause cause) {
        var start = Await.result(portal.start("/"));
        var state = Secret.of(sent(start, "state"));

        assertFault(portal.finish(start.flowCookie(), new Callback(state, null, error, null)), cause);
    }

    @Test
    void a_code_that_the_provider_does_not_know_is_refused() {
        var start = Await.result(portal.start("/"));
        var state = Secret.of(sent(start, "state"));

        assertFault(
                portal.finish(start.flowCookie(), new Callback(state, Secret.of("made-up"), null, null)),
                Cause.SIGN_IN_REFUSED);
    }

    static Stream<Arguments> rights_in_all_their_forms() {
        return Stream.of(
                Arguments.of(List.of("leser"), Set.of(Right.READ)),
                Arguments.of(List.of("noe", "bruker"), Set.of(Right.READ, Right.USE)),
                Arguments.of(List.of("administrator"), ALL),
                Arguments.of("leser", Set.of(Right.READ)),
                Arguments.of("noe leser bruker", Set.of(Right.READ, Right.USE)),
                Arguments.of("administrator leser", ALL));
    }

    @ParameterizedTest
    @MethodSource("rights_in_all_their_forms")
    void rights_come_as_a_list_or_as_words_and_the_highest_counts(Object claim, Set<Right> rights) {
        assertThat(Await.result(signIn(KARI, Map.of("roles", claim))).rights()).isEqualTo(rights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lesere", "LESER", "noe annet"})
    void who_has_no_right_is_not_let_in(String roles) {
        assertFault(signIn(KARI, Map.of("roles", roles)), Cause.NOT_ALLOWED);
    }

    @Test
    void missing_claims_are_a_refusal_where_they_matter_and_have_a_stand_in_where_not() {
        var bare = Map.<String, Object>of("firm_id", "firm-7", "roles", "leser");
        var signedIn = Await.result(signIn(bare, Map.of()));
        assertThat(signedIn.person()).isEqualTo(new Person("sub-kari", "sub-kari"));
        assertThat(signedIn.firmName()).isEqualTo("firm-7");

        assertFault(signIn(Map.of("firm_id", "firm-7"), Map.of()), Cause.NOT_ALLOWED);
        assertFault(signIn(Map.of("roles", "leser"), Map.of()), Cause.SIGN_IN_REFUSED);
    }

    @Test
    void mail_reaches_whom_the_provider_vouches_for_and_nobody_at_what_is_no_address() {
        var kari = Map.<String, Object>of("email", "kari@fjordtall.example");

        assertThat(Await.result(signIn(KARI, kari)).email()).isEqualTo(new MailAddress("kari@fjordtall.example"));
        assertThat(Await.result(signIn(KARI, Map.of())).email()).isNull();
        assertThat(Await.result(signIn(KARI, Map.of("email", "kari@x.example, ola@x.example")))
                        .email())
                .isNull();
        assertThat(Await.result(signIn(KARI, Map.of("email", "kari@x.example", "email_verified", false)))
                        .email())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "/ /evil.example",
                "/\n/evil.example",
                "javascript:alert(1)",
                "clients/7"
            })
    void nobody_is_sent_elsewhere_afterwards(String path) {
        var start = Await.result(portal.start(path));
        provider.claims(KARI);

        var signedIn = Await.result(portal.finish(start.flowCookie(), provider.allow(start.location())));

        assertThat(signedIn.returnPath()).isEqualTo("/integrations");
    }

    @Test
    void a_provider_that_is_not_there_is_not_started_with() {
        var nobody = URI.create("http://localhost:" + Ports.free() + "/sticos");

        assertThat(Await.error(PortalSignIn.discover(vertx, settings(nobody), flows(), Clock.systemUTC())))
                .hasMessageContaining("Connection refused");
    }

    private Single<SignedIn> signIn(Map<String, Object> claims, Map<String, Object> others) {
        return signIn(portal, claims, others);
    }

    private Single<SignedIn> signIn(PortalSignIn at, Map<String, Object> claims, Map<String, Object> others) {
        var all = new HashMap<>(claims);
        all.putAll(others);
        var start = Await.result(at.start("/"));
        var back = provider.allow(start.location());
        provider.claims(all);
        return at.finish(start.flowCookie(), back);
    }

    private static JsonObject answer() {
        return new JsonObject()
                .put("access_token", "opaque")
                .put("token_type", "Bearer")
                .put("expires_in", 600);
    }

    private Map<String, Object> idClaims(PortalSignIn.Start start) {
        var claims = new HashMap<>(KARI);
        claims.put("iss", provider.issuer().toString());
        claims.put("aud", "erp-integrasjon");
        claims.put("sub", "sub-kari");
        claims.put("nonce", sent(start, "nonce"));
        claims.put("exp", Clock.systemUTC().instant().getEpochSecond() + 600);
        return claims;
    }

    private static String sent(PortalSignIn.Start start, String parameter) {
        return Objects.requireNonNull(OidcServer.query(start.location()).get(parameter));
    }

    private PortalSignIn portal(Clock clock) {
        return Await.result(PortalSignIn.discover(vertx, settings(provider.issuer()), flows(), clock));
    }

    private SignInFlows flows() {
        return new SignInFlows(database);
    }

    private static OidcSettings settings(URI issuer) {
        return new OidcSettings(
                issuer,
                "erp-integrasjon",
                Secret.of("hemmelig"),
                URI.create("http://portal.invalid/sign-in/callback"),
                List.of("profile"),
                new OidcSettings.Claims("firm_id", "firm_name", "email", "roles", "leser", "bruker", "administrator"));
    }

    private static Clock inTheFuture(long seconds) {
        return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    }

    private static Callback with(Callback back, @Nullable Secret state) {
        return new Callback(state, back.code(), null, null);
    }

    private int expire(String state) {
        return Await.result(database.forGateway(tx -> tx.count(
                new Sql("test", "UPDATE gateway.sign_in_flows SET expires_at = now() WHERE state_hash = $1"),
                RandomKey.hash(Secret.of(state)))));
    }

    private int minutesLeft(String state) {
        return Await.result(database.forGateway(tx -> tx.first(
                        new Sql(
                                "test",
                                "SELECT round(extract(epoch FROM expires_at - now()) / 60)::int"
                                        + " FROM gateway.sign_in_flows WHERE state_hash = $1"),
                        row -> row.getInteger(0),
                        RandomKey.hash(Secret.of(state)))
                .toSingle()));
    }

    private static void assertFault(Single<?> work, Cause cause) {
        assertThat(Await.error(work)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.reason())
                .isEqualTo(cause));
    }
}
