package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.Delivery;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.Product;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Contract;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A company's whole books on their way from Visma to a product, each document held against its schema. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveredBooksIT {
    private static final Product PRODUCT = new Product("rapport");

    private final Vertx vertx;
    private final Site site;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    DeliveredBooksIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.site = new Site(this.vertx, CompanyPlan.of("Kontrakt AS", "974760673", 120));
        this.vertx.eventBus().consumer(Bus.address(PRODUCT), this::take);
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void every_document_of_every_register_is_as_its_schema_says() {
        site.fetch(site.firm().client(), Trigger.CLICK);
        var settings = EventSettings.usual(Products.SUBSCRIBERS);
        var bus = new Bus(vertx.eventBus(), settings.ackTimeout());
        var delivery = new Delivery(site.database(), "test", new LedgerChanges(site.database()), bus, settings);

        Await.done(Single.defer(() -> delivery.deliverNext(PRODUCT))
                .repeat()
                .takeWhile(delivered -> delivered)
                .ignoreElements());

        assertThat(bodies).flatExtracting(Contract::validate).isEmpty();
        assertThat(bodies)
                .extracting(body -> new JsonObject(body).getJsonObject("data").getString("entity", ""))
                .contains(
                        "vouchers",
                        "accounts",
                        "account_balances",
                        "customers",
                        "supplier_invoices",
                        "bank_transactions")
                .as("entities that a company of the sandbox has")
                .satisfies(entities -> assertThat(entities.stream().distinct()).hasSizeGreaterThan(18));
    }

    private void take(Message<String> message) {
        bodies.add(message.body());
        message.reply(new JsonObject()
                .put("ack", new JsonObject(message.body()).getString("id"))
                .encode());
    }
}
