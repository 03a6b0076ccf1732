package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An ordinary company of the sandbox, with invoices, payments, VAT and closed years, holds in every check. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxProofIT {
    private final Site site;

    SandboxProofIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(new Vertx(vertx), CompanyPlan.of("Storskogen Verksted AS", "974760673", 600));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void an_ordinary_company_holds_in_every_check() {
        var client = site.newClient();
        site.finish(site.restless(site.source(Site.reading(100))), client);

        var model = new ReadModel(site.database(), client);
        assertThat(model.lines("SELECT p.check_id || ' ' || p.outcome FROM gateway.proof_checks p"
                        + " JOIN gateway.books b ON b.client_id = p.client_id AND b.current_gen = p.gen"
                        + " WHERE p.client_id = $1 ORDER BY 1"))
                .contains(
                        "C1 HOLDS",
                        "C10 HOLDS",
                        "C12 HOLDS",
                        "C13 HOLDS",
                        "C2 HOLDS",
                        "C3 HOLDS",
                        "C4 HOLDS",
                        "C5 HOLDS",
                        "C6-customers HOLDS",
                        "C6-suppliers HOLDS",
                        "C7 HOLDS",
                        "C7-duplicates HOLDS",
                        "C8 HOLDS")
                .allMatch(line -> line.endsWith("HOLDS"));
    }
}
