package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MortalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever moment a node dies at, what the next one makes of it is what Visma has, row for row. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    private static final List<String> HOSTILE = List.of(
            "'); DROP TABLE gateway.vouchers;--",
            "{\"a\":[1,\"b\\\"\"]} \\u0041 \\",
            "Blåbærsyltetøy på Ærøskøbing, ÆØÅ e\u0301",
            "\u202Esnoitcerid\u202C\ttab\nlinje\r\n 😀 ",
            "NULL",
            "");
    private static final List<String> WHOLE = List.of("1 generation 0 1", "2 generation 1 2", "3 generation 2 3");

    private final Site site;
    private final Map<String, List<String>> truth;

    CrashIT(io.vertx.core.Vertx vertx) {
        var plan =
                CompanyPlan.of("Ødegården Drift ASA", "974760673", 220).years(3).yearsFrom(7);
        this.site = new Site(new Vertx(vertx), plan);
        for (var text : HOSTILE) {
            for (var year : site.books().years()) {
                assertThat(site.books().add("Æ", year.start().plusDays(3), text, rows(text)))
                        .isNotNull();
            }
        }
        this.truth = site.truth();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void the_company_is_worth_the_trouble() {
        assertThat(site.books().years())
                .hasSize(3)
                .anyMatch(year -> year.locked())
                .allMatch(year -> year.start().getMonthValue() == 7);
        assertThat(truth.get("vouchers")).hasSizeGreaterThan(235);
        assertThat(truth)
                .containsOnlyKeys(
                        "company_settings",
                        "fiscal_years",
                        "accounts",
                        "opening_balances",
                        "account_balances",
                        "vouchers",
                        "voucher_rows");
    }

    @Test
    void a_node_that_dies_after_any_commit_leaves_the_next_one_whole_books() {
        int publications = 0;
        int generation = 0;
        int tried = 0;
        for (boolean died = true; died; tried++) {
            var client = site.newClient();
            var model = new ReadModel(site.database(), client);
            var first = new MortalDatabase(site.database(), tried + 1);
            site.workUntil(first.death(), site.node("first", first), client);
            died = first.isDead();
            // The answer of a publication that died with its node was never heard: it stands all the same.
            if (model.generation() > generation) {
                publications++;
                generation = model.generation();
            }
            expireLease(client, first);
            var second = MortalDatabase.dyingInside(site.breakable(), 1 + tried % 7);
            site.workUntil(second.death(), site.node("second", second), client);
            expireLease(client, second);
            site.finish(site.node("third", site.database()), client);

            assertWhole(model, "killed after commit " + (tried + 1));
        }
        System.out.println(tried - 1 + " commit points tried, " + publications + " of them publications");
        assertThat(publications).isEqualTo(3);
        assertThat(tried - 1).isGreaterThan(60);
    }

    /** Not before the dead node's last statements are through: one of them may keep the lease once more. */
    private void expireLease(ClientId client, MortalDatabase dead) {
        Await.until(Duration.ofSeconds(20), dead::isStill, () -> "a dead node's transaction does not end");
        site.expireLease(client);
    }

    private void assertWhole(ReadModel model, String when) {
        var views = model.views();
        truth.forEach((view, rows) ->
                assertThat(views.get(view)).as("%s, %s", view, when).isEqualTo(rows));
        assertThat(model.events()).as(when).isEqualTo(WHOLE);
        assertThat(model.leftOver()).as(when).isEmpty();
        assertThat(model.run()).as(when).isEqualTo("DONE");
    }

    private static List<VoucherRow> rows(String text) {
        return List.of(new VoucherRow(6800, 12_345, 0, text), new VoucherRow(1920, 0, 12_345, null));
    }
}
