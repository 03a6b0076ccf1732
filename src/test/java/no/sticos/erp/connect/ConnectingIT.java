package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenant;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sync.Removals;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.EveryRow;
import no.sticos.erp.testing.FakeSignIn;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to Visma and back, and what it leaves behind. */
@ExtendWith(VertxExtension.class)
class ConnectingIT {
    private static final String FJELL = "974760673";
    private static final String PERSON = "03851598730";
    private static final Set<String> SCOPES = Set.of("ea:api", "offline_access", "ea:sales_readonly");

    private final DbSettings settings = TestDatabase.migrated();
    private final Database database;
    private final FakeSignIn visma = new FakeSignIn(FakeSignIn.Regime.ONE_TIME);
    private final TokenCipher cipher = new TokenCipher(TokenCipher.newKeyset());
    private final Clients clients;
    private final Connecting connecting;
    private final Session kari;
    private final IntegrationId integration;

    ConnectingIT(io.vertx.core.Vertx vertx) {
        database = Await.result(new DatabaseStart(new Vertx(vertx), settings).open());
        clients = new Clients(database);
        visma.slowness(Duration.ZERO);
        visma.scopes(SCOPES);
        connecting = new Connecting(
                new Connecting.Rooms(
                        database,
                        new SignInFlows(database),
                        new Integrations(database),
                        clients,
                        (tx, client) -> Removals.refuseWhile(tx, client, false)),
                visma,
                cipher,
                new IdentityReader(Secret.of("a test's own key of 32 characters")),
                SCOPES,
                Schedulers.computation());
        kari = session("firm-1");
        integration = integrationOf(kari);
    }

    @AfterEach
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_company_that_is_new_becomes_a_client_with_its_consent() {
        var added = as(ConnectOutcome.Added.class, connect(company("a", FJELL)));

        assertThat(added.client().name()).isEqualTo("Klient a");
        assertThat(added.client().active()).isFalse();
        assertThat(added.client().integration()).isEqualTo(integration);
        assertThat(added.missingScopes()).isEmpty();
        assertThat(grants())
                .containsExactly("WORKING true Kari Lunde " + added.client().id());
        assertThat(trail()).containsExactly("client_connected DONE null");
        assertThat(visma.revoked()).isEmpty();
    }

    @Test
    void what_the_person_left_unticked_is_told() {
        visma.scopes(Set.of("ea:api", "offline_access"));

        assertThat(as(ConnectOutcome.Added.class, connect(company("a", FJELL))).missingScopes())
                .containsExactly("ea:sales_readonly");
    }

    @Test
    void the_same_company_again_renews_its_clients_grant_and_makes_no_second_row() {
        var first = as(ConnectOutcome.Added.class, connect(company("a", FJELL))).client();
        var before = tokens(first);
        end(first);

        var renewed = as(ConnectOutcome.Renewed.class, connect(company("a", FJELL)));

        assertThat(renewed.client().id()).isEqualTo(first.id());
        assertThat(tokens(first).refresh()).isNotEqualTo(before.refresh());
        assertThat(grants()).containsExactly("WORKING true Kari Lunde " + first.id());
        assertThat(ask("SELECT count(*)::text FROM gateway.clients")).containsExactly("1");
        assertThat(trail()).containsExactly("client_connected DONE null", "grant_renewed DONE null");
    }

    @Test
    void the_client_that_was_to_be_signed_in_again_is_renewed() {
        var client =
                as(ConnectOutcome.Added.class, connect(company("a", FJELL))).client();

        var outcome = connect(client.id(), company("a", FJELL));

        assertThat(as(ConnectOutcome.Renewed.class, outcome).client().id()).isEqualTo(client.id());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null, NO_ID", "'  ', NO_ID", "974760674, BAD_ORGNR", "12345, BAD_ORGNR"})
    void a_company_without_a_number_that_can_be_used_is_there_but_cannot_be_chosen(
            @Nullable String number, Cause cause) {
        var blocked = as(ConnectOutcome.Blocked.class, connect(company("a", number)));

        assertThat(blocked.cause()).isEqualTo(cause);
        assertThat(grants())
                .containsExactly("WORKING true Kari Lunde " + blocked.client().id());
        assertThat(visma.revoked()).isEmpty();
    }

    @Test
    void a_second_company_with_an_active_clients_number_is_there_but_cannot_be_chosen() {
        var first = as(ConnectOutcome.Added.class, connect(company("a", FJELL))).client();
        assertThat(Await.result(clients.activate(kari.tenant(), first.id(), kari.person()))
                        .active())
                .isTrue();

        var blocked = as(ConnectOutcome.Blocked.class, connect(company("b", FJELL)));

        assertThat(blocked.cause()).isEqualTo(Cause.DUPLICATE);
        assertThat(blocked.args()).containsExactly("Klient a");
        assertThat(blocked.client().id()).isNotEqualTo(first.id());
    }

    @Test
    void two_firms_may_have_the_same_company() {
        var ola = session("firm-2");
        connectAdded(company("a", FJELL));

        var theirs = Await.result(connecting
                .start(ola, integrationOf(ola), null)
                .flatMap(left -> connecting.finish(ola, allowed(left, company("a", FJELL)))));

        assertThat(as(ConnectOutcome.Added.class, theirs).client().tenant()).isEqualTo(ola.tenant());
        assertThat(ask("SELECT count(*)::text FROM gateway.clients")).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource({"access_denied, CANCELLED", "server_error, EXCHANGE_FAILED"})
    void who_turns_back_at_visma_has_added_nothing(String error, Cause cause) {
        var state = Secret.of(state(Await.result(connecting.start(kari, integration, null))));

        assertRefused(Await.result(connecting.finish(kari, new Callback(state, null, error, null))), cause);
        assertNothingStored();
        assertThat(visma.issued()).isEmpty();
    }

    @Test
    void a_way_back_works_once() {
        var left = Await.result(connecting.start(kari, integration, null));
        as(ConnectOutcome.Added.class, Await.result(connecting.finish(kari, allowed(left, company("a", FJELL)))));

        var again = connecting.finish(kari, allowed(left, company("b", FJELL)));

        assertRefused(Await.result(again), Cause.FLOW_OLD);
        assertThat(ask("SELECT count(*)::text FROM gateway.clients")).containsExactly("1");
    }

    @Test
    void a_way_back_that_nobody_began_leads_nowhere() {
        var code = Secret.of(visma.consent(company("a", FJELL)));

        assertRefused(
                Await.result(connecting.finish(kari, new Callback(Secret.of("guessed"), code, null, null))),
                Cause.FLOW_OLD);
        assertRefused(Await.result(connecting.finish(kari, new Callback(null, code, null, null))), Cause.FLOW_OLD);
        assertNothingStored();
    }

    @Test
    void a_way_back_is_good_for_ten_minutes() {
        var left = Await.result(connecting.start(kari, integration, null));
        assertThat(
                        ask(
                                "UPDATE gateway.sign_in_flows SET expires_at = expires_at - interval '10 minutes' RETURNING 'moved'"))
                .containsExactly("moved");

        assertRefused(Await.result(connecting.finish(kari, allowed(left, company("a", FJELL)))), Cause.FLOW_OLD);
        assertNothingStored();
    }

    @Test
    void another_session_cannot_finish_it_not_even_of_the_same_person() {
        var left = Await.result(connecting.start(kari, integration, null));
        var elsewhere = session("firm-1");
        var back = allowed(left, company("a", FJELL));

        assertRefused(Await.result(connecting.finish(elsewhere, back)), Cause.FLOW_OLD);
        assertNothingStored();

        assertThat(as(ConnectOutcome.Added.class, Await.result(connecting.finish(kari, back))))
                .isNotNull();
    }

    @Test
    void another_firms_integration_or_client_is_not_found_and_nobody_is_sent_away() {
        var ola = session("firm-2");
        var theirs = integrationOf(ola);
        var client = connectAdded(company("a", FJELL));

        assertNotFound(connecting.start(kari, theirs, null));
        assertNotFound(connecting.start(ola, theirs, client.id()));
        assertThat(ask("SELECT count(*)::text FROM gateway.sign_in_flows WHERE used_at IS NULL"))
                .containsExactly("0");
    }

    @Test
    void a_code_that_visma_does_not_trade_adds_nothing() {
        visma.refuseExchange(Fault.of(Cause.EXCHANGE_FAILED));

        assertRefused(connect(company("a", FJELL)), Cause.EXCHANGE_FAILED);
        assertNothingStored();
    }

    @Test
    void a_consent_without_offline_access_is_given_back() {
        visma.scopes(Set.of("ea:api", "ea:sales_readonly"));

        var refused = assertRefused(connect(company("a", FJELL)), Cause.SCOPE_MISSING);

        assertThat(refused.args()).containsExactly("connection", "offline_access");
        assertLedNowhere("scopeMissing");
    }

    @ParameterizedTest
    @EnumSource(names = {"MODULE_OFF_LATER", "GUIDE_NOT_DONE", "COMPANY_CLOSED", "VISMA_DOWN", "NOT_UNDERSTOOD"})
    void a_company_that_visma_keeps_shut_is_given_back(Cause said) {
        visma.refuseCompany(Fault.of(said, "Klient a"));
        var told = said == Cause.MODULE_OFF_LATER ? Cause.MODULE_OFF : said;

        var refused = assertRefused(connect(company("a", FJELL)), told);

        assertThat(refused.args()).containsExactly("Klient a");
        assertLedNowhere(told.key());
    }

    @Test
    void a_company_that_is_not_open_is_given_back() {
        var refused = assertRefused(connect(new Company("a", "Stengt AS", FJELL, "NO", false)), Cause.COMPANY_CLOSED);

        assertThat(refused.args()).containsExactly("Stengt AS");
        assertLedNowhere("companyClosed");
    }

    @Test
    void another_company_than_the_one_to_be_signed_in_again_is_given_back_and_changes_neither() {
        var wanted = connectAdded(company("a", FJELL));
        connectAdded(company("b", "923609016"));
        var before = tokens(wanted);

        var refused = assertRefused(connect(wanted.id(), company("b", "923609016")), Cause.WRONG_COMPANY);

        assertThat(refused.args()).containsExactly("Klient a", "Klient b");
        assertThat(tokens(wanted)).isEqualTo(before);
        assertThat(visma.revoked()).hasSize(1).doesNotContain(before.refresh().reveal());
        assertThat(trail()).last().isEqualTo("client_connected REFUSED wrongCompany");
    }

    @Test
    void no_token_and_no_personal_number_is_in_any_row_or_log_line() {
        try (var log = new LogLines("no.sticos.erp")) {
            var person = connectAdded(company("person", PERSON));
            as(ConnectOutcome.Renewed.class, connect(person.id(), company("person", PERSON)));
            as(ConnectOutcome.Blocked.class, connect(company("broken", PERSON + "1")));
            assertRefused(connect(person.id(), company("other", PERSON)), Cause.WRONG_COMPANY);
            visma.refuseCompany(Fault.of(Cause.GUIDE_NOT_DONE));
            assertRefused(connect(company("shut", PERSON)), Cause.GUIDE_NOT_DONE);
            var rows = new EveryRow(settings);

            assertThat(rows.with("Klient person"))
                    .as("the search finds what is there")
                    .hasSizeGreaterThan(1);
            assertThat(visma.issued()).hasSize(10);
            for (var secret : visma.issued()) {
                assertThat(rows.with(secret)).as(secret).isEmpty();
                assertThat(log.lines()).noneMatch(line -> line.contains(secret));
            }
            assertThat(rows.with(PERSON)).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains(PERSON));
        }
    }

    private ConnectOutcome connect(Company company) {
        return connect(null, company);
    }

    private ConnectOutcome connect(@Nullable ClientId expected, Company company) {
        return Await.result(connecting
                .start(kari, integration, expected)
                .flatMap(left -> connecting.finish(kari, allowed(left, company))));
    }

    @CanIgnoreReturnValue
    private Client connectAdded(Company company) {
        return as(ConnectOutcome.Added.class, connect(company)).client();
    }

    private Callback allowed(URI left, Company company) {
        return new Callback(Secret.of(state(left)), Secret.of(visma.consent(company)), null, null);
    }

    private static String state(URI left) {
        return left.getQuery().replaceAll(".*state=", "");
    }

    private static Company company(String id, @Nullable String number) {
        return new Company(id, "Klient " + id, number, "NO", true);
    }

    private Session session(String firm) {
        Tenant tenant = Await.result(new Tenants(database).meet(firm, "Byrå " + firm));
        return Await.result(new Sessions(database, SessionSettings.DEFAULT)
                        .open(tenant, new Person("sub-kari", "Kari Lunde"), Set.of(Right.values())))
                .session();
    }

    private IntegrationId integrationOf(Session session) {
        return Await.result(new Integrations(database).create(session.tenant(), "visma-eaccounting", session.person()))
                .integration()
                .id();
    }

    private void end(Client client) {
        boolean ended = Await.result(database.forGateway(tx -> GrantTable.find(tx, client.id())
                .flatMapSingle(grant -> GrantTable.end(tx, grant, Cause.GRANT_ENDED))
                .toSingle()));
        assertThat(ended).isTrue();
    }

    private TokenPair tokens(Client client) {
        return Await.result(database.forGateway(tx -> GrantTable.find(tx, client.id())
                .map(grant -> cipher.open(client.tenant(), client.id(), Objects.requireNonNull(grant.tokens())))
                .toSingle()));
    }

    private List<String> grants() {
        return ask("SELECT concat_ws(' ', state, api_active::text, given_by, client_id) FROM gateway.grants"
                + " ORDER BY client_id");
    }

    private List<String> trail() {
        return ask("SELECT concat_ws(' ', action, outcome, coalesce(detail, 'null')) FROM gateway.audit_lines"
                + " WHERE action IN ('client_connected', 'grant_renewed') ORDER BY line_id");
    }

    private List<String> ask(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void assertNothingStored() {
        assertThat(ask("SELECT count(*)::text FROM gateway.clients")).containsExactly("0");
        assertThat(grants()).isEmpty();
    }

    private void assertLedNowhere(String cause) {
        assertNothingStored();
        assertThat(visma.revoked()).hasSize(1);
        assertThat(trail()).containsExactly("client_connected REFUSED " + cause);
        assertThat(ask("SELECT integration_id::text FROM gateway.audit_lines WHERE outcome = 'REFUSED'"))
                .containsExactly(integration.toString());
    }

    @CanIgnoreReturnValue
    private static ConnectOutcome.Refused assertRefused(ConnectOutcome outcome, Cause cause) {
        var refused = as(ConnectOutcome.Refused.class, outcome);
        assertThat(refused.cause()).isEqualTo(cause);
        return refused;
    }

    private static void assertNotFound(Single<?> work) {
        assertThat(Await.error(work)).matches(error -> Fault.is(error, Cause.NOT_FOUND));
    }

    @CanIgnoreReturnValue
    private static <T extends ConnectOutcome> T as(Class<T> kind, ConnectOutcome outcome) {
        assertThat(outcome).isInstanceOf(kind);
        return kind.cast(outcome);
    }
}
