package no.sticos.erp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");
    private static final String VISMA = "visma-eaccounting";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Database database;
    private final Tenants tenants;
    private final Integrations integrations;
    private final Clients clients;
    private final IdentityReader identities = new IdentityReader(Secret.of("0123456789abcdef0123456789abcdef"));
    private Tenant firm;
    private IntegrationId integration;

    ClientsIT(io.vertx.core.Vertx vertx) {
        database = Await.result(TestDatabase.open(new Vertx(vertx)));
        tenants = new Tenants(database);
        integrations = new Integrations(database);
        clients = new Clients(database);
        firm = newFirm();
        integration = newIntegration(firm);
    }

    @BeforeEach
    void a_firm_of_its_own() {
        firm = newFirm();
        integration = newIntegration(firm);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_firm_is_the_same_under_a_new_name() {
        var renamed = Await.result(tenants.meet(firm.externalId(), "Ny AS"));

        assertThat(renamed).isEqualTo(new Tenant(firm.id(), firm.externalId(), "Ny AS"));
    }

    @Test
    void an_integration_asked_for_twice_is_one_and_says_so() {
        var again = Await.result(integrations.create(firm.id(), VISMA, KARI));

        assertThat(again.existed()).isTrue();
        assertThat(again.integration().id()).isEqualTo(integration);
        assertThat(trail()).containsExactly("integration_created DONE null");
    }

    @Test
    void an_integration_counts_its_clients() {
        activate(connect("a", "974760673"));
        connect("b", "923609016");
        connect("c", null);

        var listed = Await.result(integrations.list(firm.id()));

        assertThat(listed).containsExactly(new Integration(integration, firm.id(), VISMA, 1, 2));
    }

    @Test
    void another_firms_integration_is_not_found() {
        var stranger = newFirm();

        assertFault(integrations.find(stranger.id(), integration), Cause.NOT_FOUND);
    }

    @Test
    void an_activated_client_and_its_line_stand_together() {
        var id = connect("a", "974760673");

        assertThat(activate(id).active()).isTrue();
        assertThat(activate(id).active()).isTrue();
        assertThat(trail()).containsExactly("integration_created DONE null", "client_activated DONE null");
    }

    @Test
    void a_client_goes_off_and_on_again() {
        var id = connect("a", "974760673");
        activate(id);

        assertThat(Await.result(clients.deactivate(firm.id(), id, KARI)).active())
                .isFalse();
        assertThat(Await.result(clients.deactivate(firm.id(), id, KARI)).active())
                .isFalse();
        assertThat(activate(id).active()).isTrue();
        assertThat(trail())
                .filteredOn(line -> line.startsWith("client_deactivated"))
                .hasSize(1);
    }

    @Test
    void a_client_without_identity_cannot_be_chosen() {
        var id = connect("a", null);

        assertFault(clients.activate(firm.id(), id, KARI), Cause.NO_ID);
        assertThat(find(id).active()).isFalse();
        assertThat(trail()).last().isEqualTo("client_activated REFUSED noId");
    }

    @Test
    void a_client_with_a_broken_orgnr_cannot_be_chosen() {
        var id = connect("a", "974760674");

        assertFault(clients.activate(firm.id(), id, KARI), Cause.BAD_ORGNR, "974760674");
    }

    @Test
    void a_second_client_with_the_same_orgnr_is_told_who_has_it() {
        activate(connect("Først AS", "974760673"));
        var second = connect("Sist AS", "NO 974 760 673 MVA");

        assertFault(clients.activate(firm.id(), second, KARI), Cause.DUPLICATE, "Først AS");
        assertThat(trail()).last().isEqualTo("client_activated REFUSED duplicate");
    }

    @Test
    void a_second_client_of_the_same_person_is_told_who_has_it() {
        activate(connect("Først", "03851598730"));

        assertFault(clients.activate(firm.id(), connect("Sist", "038515 98730"), KARI), Cause.DUPLICATE, "Først");
    }

    @Test
    void two_firms_may_have_the_same_company() {
        activate(connect("a", "974760673"));
        a_firm_of_its_own();

        assertThat(activate(connect("a", "974760673")).active()).isTrue();
    }

    @Test
    void of_many_who_activate_at_the_same_moment_one_wins() {
        var ids = List.of(connect("a", "974760673"), connect("b", "974760673"), connect("c", "974760673"));

        var ends = Await.result(Flowable.fromIterable(ids)
                .flatMapSingle(this::endOfActivating, false, 3)
                .toList());

        assertThat(ends).containsOnlyOnce("won").allMatch(Set.of("won", "DUPLICATE", "LOST_RACE")::contains);
        assertThat(ids).filteredOn(id -> find(id).active()).hasSize(1);
        assertThat(trail()).filteredOn(line -> line.contains("REFUSED")).hasSize(2);
    }

    @Test
    void what_the_index_refuses_is_a_lost_race_with_the_winner_named() {
        var first = connect("Først AS", "974760673");
        var late = clients.activate(firm.id(), connect("Sist AS", "974760673"), KARI)
                .cache();
        var running = new CompositeDisposable();

        var won = database.forTenant(firm.id(), tx -> ClientTable.lock(tx, first)
                .flatMapSingle(client -> ClientTable.switchTo(tx, client, true, KARI))
                .toSingle()
                .doOnSuccess(on -> running.add(late.subscribe(client -> {}, error -> {})))
                .delay(300, TimeUnit.MILLISECONDS));

        assertThat(Await.result(won).active()).isTrue();
        assertFault(late, Cause.LOST_RACE, "Først AS", "Kari Nordmann");
        assertThat(trail()).last().isEqualTo("client_activated REFUSED lostRace");
        running.dispose();
    }

    @Test
    void another_firms_client_is_not_found() {
        var id = connect("a", "974760673");
        var stranger = newFirm();

        assertFault(clients.find(stranger.id(), id), Cause.NOT_FOUND);
        assertFault(clients.activate(stranger.id(), id, KARI), Cause.NOT_FOUND);
        assertFault(clients.deactivate(stranger.id(), id, KARI), Cause.NOT_FOUND);
        assertThat(find(id).active()).isFalse();
    }

    @Test
    void a_company_connected_again_is_the_same_client() {
        var first = connect("Gammelt navn", "974760673", "company-1");
        var again = Await.result(connected("Nytt navn", "974760673", "company-1"));

        assertThat(again.added()).isFalse();
        assertThat(again.client().id()).isEqualTo(first);
        assertThat(find(first).name()).isEqualTo("Nytt navn");
    }

    @Test
    void an_active_client_that_loses_its_orgnr_is_switched_off_and_the_trail_says_why() {
        var id = connect("a", "974760673");
        activate(id);

        var renewed = Await.result(clients.renewIdentity(firm.id(), id, "a", identities.read("", "NO"), KARI));

        assertThat(renewed.client().active()).isFalse();
        assertThat(renewed.obstacle()).map(Fault::reason).contains(Cause.NO_ID);
        assertThat(trail()).endsWith("client_deactivated DONE noId", "identity_renewed DONE null");
    }

    @Test
    void a_renewed_orgnr_clears_the_way() {
        var id = connect("a", null);
        var identity = identities.read("974760673", "NO");

        var renewed = Await.result(clients.renewIdentity(firm.id(), id, "a", identity, KARI));

        assertThat(renewed.obstacle()).isEmpty();
        assertThat(activate(id).active()).isTrue();
    }

    @Test
    void no_personal_number_reaches_the_database() {
        connect("a", "03851598730");

        var rows = Await.result(database.forTenant(
                firm.id(),
                tx -> tx.list(
                        new Sql("test", "SELECT c::text AS row FROM gateway.clients c"), row -> row.getString("row"))));

        assertThat(rows).hasSize(1).noneMatch(row -> row.contains("03851598730"));
    }

    private Single<String> endOfActivating(ClientId id) {
        return clients.activate(firm.id(), id, KARI)
                .map(client -> "won")
                .onErrorReturn(error -> ((Fault) error).reason().name());
    }

    @CanIgnoreReturnValue
    private Client activate(ClientId id) {
        return Await.result(clients.activate(firm.id(), id, KARI));
    }

    private Client find(ClientId id) {
        return Await.result(clients.find(firm.id(), id));
    }

    @CanIgnoreReturnValue
    private ClientId connect(String name, @Nullable String text) {
        return connect(name, text, "company-" + COUNTER.incrementAndGet());
    }

    private ClientId connect(String name, @Nullable String text, String companyId) {
        return Await.result(connected(name, text, companyId)).client().id();
    }

    private Single<Clients.Described> connected(String name, @Nullable String text, String companyId) {
        var company = new ConnectedCompany(firm.id(), integration, companyId, name, identities.read(text, "NO"));
        return database.forTenant(firm.id(), tx -> clients.connect(tx, company, KARI));
    }

    private Tenant newFirm() {
        return Await.result(tenants.meet("firm-" + COUNTER.incrementAndGet(), "Fjell Regnskap AS"));
    }

    private IntegrationId newIntegration(Tenant owner) {
        return Await.result(integrations.create(owner.id(), VISMA, KARI))
                .integration()
                .id();
    }

    private List<String> trail() {
        TenantId tenant = firm.id();
        return Await.result(database.forTenant(
                tenant,
                tx -> tx.list(
                        new Sql("test", "SELECT action, outcome, detail FROM gateway.audit_lines ORDER BY line_id"),
                        row -> row.getString(0) + " " + row.getString(1) + " " + row.getString(2))));
    }

    private static void assertFault(Single<?> work, Cause cause, String... args) {
        assertThat(Await.error(work)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.reason()).isEqualTo(cause);
            assertThat(fault.args()).containsExactly(args);
        });
    }
}
