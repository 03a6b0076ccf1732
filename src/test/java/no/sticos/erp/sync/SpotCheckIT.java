package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import no.sticos.erp.erp.Sampling;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.NightSettings;
import no.sticos.erp.ledger.NightTurns;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Vouchers that are read again at random find what no sum can: promise P6, T16 (c). */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpotCheckIT {
    private static final int ALL = 1000;
    private static final int NIGHTS = Integer.getInteger("erp.spotNights", 150);

    private final Site site;
    private final Voucher.Booked first;
    private final Voucher.Booked second;

    SpotCheckIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Stikkprøven AS", "974760673", 200).years(1));
        this.first = booked("Ene halvdel");
        this.second = booked("Andre halvdel");
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void behave() {
        site.sandbox().faults().clear();
    }

    @Test
    void vouchers_that_are_here_as_visma_has_them_are_counted_and_nothing_more() {
        var client = fetched();

        spotCheck(20);

        assertThat(checks(client)).containsExactly("20 0");
        spotCheck(20);
        assertThat(checks(client)).as("once a night").hasSize(1);
    }

    @Test
    void what_changed_since_the_last_run_is_no_error() {
        var client = fetched();
        var since = booked("Kom etter kjøringen");
        assertThat(site.books().change(first.id(), "Endret etter kjøringen", first.rows()))
                .isNotNull();

        spotCheck(ALL);

        var checked = checks(client);
        assertThat(checked).singleElement().asString().endsWith(" 0");
        assertThat(checked).containsExactly((site.books().vouchers().size() - 2) + " 0");
        site.books().delete(since.id());
        assertThat(site.books().change(first.id(), "Ene halvdel", first.rows())).isNotNull();
    }

    @Test
    void an_error_within_an_account_and_a_year_is_found_at_the_spot_checks_rate() {
        offsetOnTheWire();
        var client = fetched();
        site.sandbox().faults().clear();
        assertThat(model(client).lines("SELECT verdict FROM gateway.books WHERE client_id = $1"))
                .as("no sum can tell")
                .containsExactly("OK");

        int size = 20;
        for (int night = 0; night < NIGHTS; night++) {
            tomorrow(client);
            spotCheck(size);
        }

        var found = model(client)
                .lines("SELECT 1::text FROM gateway.spot_checks WHERE client_id = $1 AND differing > 0")
                .size();
        int held = site.books().vouchers().size();
        double share = (double) size / held;
        double rate = (double) found / NIGHTS;
        System.out.printf(
                "T16 (c): offsetting error found in %d of %d nights (%.3f); a page of %d of %d vouchers is %.3f%n",
                found, NIGHTS, rate, size, held, share);
        // Both halves may stand on one page, or on two; the bounds are five standard deviations wide.
        double spread = 5 * Math.sqrt(2 * share / NIGHTS);
        assertThat(rate).isBetween(Math.max(0.001, share - spread), 2 * share + spread);
        var state = Await.result(new Integrity(site.database()).of(site.firm().tenant(), client));
        assertThat(state.spotDiffering()).isPositive();
        assertThat(state.faults())
                .isNotEmpty()
                .allMatch(fault -> fault.kind().equals("DIFFERS"))
                .extracting(Integrity.Found::voucher)
                .isSubsetOf(first.id(), second.id());
    }

    @Test
    void a_client_that_is_switched_off_is_not_asked_about() {
        var client = fetched();
        active(client, false);
        site.sandbox().faults().forgetCounts();

        spotCheck(20);

        assertThat(checks(client)).isEmpty();
        assertThat(site.sandbox().faults().count("/v2/vouchers*")).isZero();
    }

    /** The first half comes ten kroner too large and the second ten too small, on the same two accounts. */
    private void offsetOnTheWire() {
        var more = new BigDecimal("10.00");
        var both = WireErrors.in(first.id(), rows -> {
            WireErrors.amount(0, more).accept(rows);
            WireErrors.amount(1, more).accept(rows);
        });
        var spoilt = WireErrors.in(second.id(), rows -> {
            WireErrors.amount(0, more.negate()).accept(rows);
            WireErrors.amount(1, more.negate()).accept(rows);
        });
        site.sandbox()
                .faults()
                .when("/v2/vouchers*")
                .then((call, honest, scheduler) ->
                        both.instead(call, others -> spoilt.instead(call, honest, scheduler), scheduler));
    }

    private Voucher.Booked booked(String text) {
        var year = site.books().years().get(0);
        return site.books()
                .add(
                        "S",
                        year.start().plusDays(20),
                        text,
                        List.of(new VoucherRow(6800, 10_000, 0, null), new VoucherRow(1920, 0, 10_000, null)));
    }

    private void spotCheck(int size) {
        var always = new NightSettings("night", 0, 0, Duration.ofHours(1), Duration.ofMinutes(5), Duration.ZERO);
        var source = (Sampling) site.source(Site.reading(50));
        var check = new SpotCheck(
                site.database(), new NightTurns(site.database(), always), source, size, Schedulers.computation());
        for (int checked = 1; checked > 0; ) {
            checked = Await.result(check.batch());
        }
    }

    private void tomorrow(ClientId client) {
        assertThat(model(client)
                        .lines("UPDATE gateway.night_turns SET ended_at = NULL WHERE client_id = $1 RETURNING chore"))
                .hasSizeLessThan(2);
    }

    private List<String> checks(ClientId client) {
        return model(client).lines("SELECT checked || ' ' || differing FROM gateway.spot_checks WHERE client_id = $1");
    }

    private ReadModel model(ClientId client) {
        return new ReadModel(site.database(), client);
    }

    /** Switched on, and the only one: two active clients cannot have the same number. */
    private ClientId fetched() {
        var client = site.newClient();
        site.finish(site.node("node", site.database()), client);
        assertThat(model(client)
                        .lines("UPDATE gateway.clients SET active = false WHERE client_id <> $1 RETURNING name"))
                .isNotNull();
        active(client, true);
        return client;
    }

    private void active(ClientId client, boolean active) {
        assertThat(model(client)
                        .lines("UPDATE gateway.clients SET active = " + active
                                + ", identity_kind = 'ORGNR', orgnr = '974760673' WHERE client_id = $1 RETURNING name"))
                .hasSize(1);
    }
}
