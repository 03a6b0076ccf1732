package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole fetch that fails on its way: readers and products see one generation throughout, the one before it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeGenerationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final CompanyPlan PLAN = CompanyPlan.of("Hele generasjoner AS", SyntheticOrgnr.of(1), 300);

    private final StormHouse house;
    private final ClientId client;
    private final ReadModel model;
    private final Staff staff;

    WholeGenerationsIT(io.vertx.core.Vertx core) {
        this.house = new StormHouse(new Vertx(core), List.of(PLAN));
        this.client = house.connect(PLAN);
        this.model = new ReadModel(house.database(), client);
        this.staff = new Staff(house.sandbox().company(PLAN.id()));
        house.activate(client);
        house.rest(PATIENCE);
    }

    @AfterAll
    void close() {
        house.close();
    }

    @AfterEach
    void behave() {
        house.sandbox().faults().clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 99})
    void nobody_sees_any_of_a_fetch_that_fails_at_some_per_cent(int percent) {
        fetch();
        awaitDelivery();
        house.sandbox().faults().forgetCounts();
        fetch();
        long asked = house.sandbox().faults().count("/v2/*");
        staff.work(new Random(percent), 25);
        int generation = model.generation();
        var events = model.events();
        var views = model.views();
        var shown = house.shown().get(client.value());
        int failsAt = (int) Math.max(1, asked * percent / 100);
        house.sandbox().faults().when("/v2/*").company(PLAN.id()).from(failsAt).then(Misbehaviour.forbidden(4012));
        var watch = new BooksWatch(house.database(), house::showing);
        watch.begin();

        fetch();
        Await.pause(Duration.ofMillis(1_500));

        watch.end(Set.of());
        assertThat(model.run()).startsWith("FAILED");
        assertThat(model.generation()).isEqualTo(generation);
        assertThat(model.events()).isEqualTo(events);
        assertThat(Difference.of(views, model.views())).isNull();
        assertThat(house.shown().get(client.value())).isEqualTo(shown);
        System.out.println("Failed at request " + failsAt + " of " + asked + ": " + watch.story());

        house.sandbox().faults().clear();
        fetch();
        var wire = WireBooks.read(house.sandbox().address() + "/v2", house.token(PLAN));
        assertThat(Difference.of(wire, model.views())).isNull();
        assertThat(model.generation()).isGreaterThan(generation);
        awaitDelivery();
        new ProductViews(house.database(), house.products()).equal(client);
    }

    private void fetch() {
        house.ask(client, Trigger.CLICK);
        house.rest(PATIENCE);
    }

    private void awaitDelivery() {
        Await.until(
                PATIENCE,
                () -> house.products().generations(client.value()).equals(Collections.nCopies(3, model.generation())),
                () -> "shown: " + house.shown());
    }
}
