package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.BACK;
import static no.sticos.erp.sandbox.Wire.ROTATING;
import static no.sticos.erp.sandbox.Wire.VERIFIER;
import static no.sticos.erp.sandbox.Wire.assertRefused;
import static no.sticos.erp.sandbox.Wire.documents;
import static no.sticos.erp.sandbox.Wire.exchange;
import static no.sticos.erp.sandbox.Wire.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyState;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Visma's API as a program meets it: by HTTP. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxApiIT {
    private static final CompanyPlan SMALL = CompanyPlan.of("Liten AS", "310000017", 130);
    private static final CompanyPlan LARGE = CompanyPlan.of("Stor AS", "310000025", 200_000);

    private final Sandbox sandbox;
    private final Wire wire;

    SandboxApiIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(SMALL, LARGE));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @AfterEach
    void behave() {
        sandbox.quota().limit(600);
        sandbox.company(SMALL.id()).become(CompanyState.OPEN);
    }

    @Test
    void the_api_refuses_in_vismas_words() {
        assertRefused(wire.api("/vouchers", "no token"), 401, 4005);
        var little = wire.code(SMALL, List.of("ea:api"));
        var withoutAccounting =
                wire.token(ROTATING, exchange(little, BACK, VERIFIER)).getString("access_token");
        assertRefused(wire.api("/vouchers", withoutAccounting), 403, 4006);
        assertRefused(wire.api("/nothing", wire.accessToken(SMALL)), 404, 3000);
        assertRefused(wire.api("/fiscalyears/" + UUID.randomUUID(), wire.accessToken(SMALL)), 404, 3001);
        assertRefused(wire.api("/vouchers?$filter=Nope%20eq%201", wire.accessToken(SMALL)), 400, 6000);
        assertRefused(wire.api("/vouchers?$orderby=Nope", wire.accessToken(SMALL)), 400, 6000);
        assertRefused(wire.api("/vouchers?$page=0", wire.accessToken(SMALL)), 400, 6001);
    }

    @Test
    void a_closed_company_is_forbidden_and_one_without_balances_only_there() {
        sandbox.company(SMALL.id()).become(CompanyState.INACTIVE);
        assertRefused(wire.api("/vouchers", wire.accessToken(SMALL)), 403, 4004);

        sandbox.company(SMALL.id()).become(CompanyState.WITHOUT_BALANCES);
        assertRefused(wire.api("/accountbalances/2026-01-01", wire.accessToken(SMALL)), 403, 4009);
        assertThat(wire.api("/vouchers", wire.accessToken(SMALL)).statusCode()).isEqualTo(200);
    }

    @Test
    void pages_together_are_the_books() {
        var token = wire.accessToken(SMALL);
        var truth = sandbox.company(SMALL.id()).books().vouchers();

        var pages = IntStream.rangeClosed(1, 3)
                .mapToObj(page -> wire.list("/vouchers?$pagesize=50&$page=" + page, token))
                .toList();

        assertThat(pages.get(0).getJsonObject("Meta").getInteger("TotalNumberOfResults"))
                .isEqualTo(truth.size());
        assertThat(pages.get(0).getJsonObject("Meta").getInteger("TotalNumberOfPages"))
                .isEqualTo(3);
        assertThat(pages.stream().flatMap(page -> texts(page, "Id").stream()))
                .containsExactlyElementsOf(
                        truth.stream().map(voucher -> voucher.id().toString()).toList());
    }

    @Test
    void a_filter_and_an_order_choose_and_sort() {
        var token = wire.accessToken(SMALL);
        var truth = sandbox.company(SMALL.id()).books().vouchers();
        var newest = truth.get(truth.size() - 40).created();
        var query = "/vouchers?$pagesize=1000&$filter=CreatedUtc%20ge%20" + newest + "&$orderby=VoucherDate%20desc";

        var page = wire.list(query, token);

        assertThat(texts(page, "Id"))
                .containsExactlyInAnyOrderElementsOf(truth.stream()
                        .filter(voucher -> !voucher.created().isBefore(newest))
                        .map(voucher -> voucher.id().toString())
                        .toList());
        assertThat(texts(page, "VoucherDate")).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void a_balance_on_the_wire_is_the_sum_of_the_rows_and_follows_a_change() {
        var books = sandbox.company(SMALL.id()).books();
        var day = LocalDate.now(ZoneId.of("Europe/Oslo"));
        var rows = List.of(new VoucherRow(1920, 12_345, 0, null), new VoucherRow(1500, 0, 12_345, null));
        var before = balance(1920, day);

        var added = books.add("A", day, "Innbetaling", rows);

        assertThat(balance(1920, day).subtract(before)).isEqualByComparingTo("123.45");
        assertThat(balance(1920, day))
                .isEqualByComparingTo(BigDecimal.valueOf(books.balances(day).getOrDefault(1920, 0L), 2));
        books.delete(added.id());
        assertThat(balance(1920, day)).isEqualByComparingTo(before);
    }

    @Test
    void the_call_too_many_is_told_how_long_to_wait() {
        var token = wire.accessToken(SMALL);
        sandbox.quota().limit(2);

        var answers = IntStream.range(0, 3)
                .mapToObj(i -> wire.api("/fiscalyears/openingbalances", token))
                .toList();

        assertThat(answers.get(1).statusCode()).isEqualTo(200);
        assertRefused(answers.get(2), 429, 4010);
        assertThat(answers.get(2).bodyAsJsonObject().getString("DeveloperErrorMessage"))
                .matches("API calls quota exceeded! maximum admitted 2 per Minute. Try again in [1-9]\\d? seconds.");
        assertThat(answers.get(2).getHeader("Retry-After")).isNull();
        assertThat(wire.api("/fiscalyears", token).statusCode()).isEqualTo(200);
    }

    @Test
    void twenty_pages_of_a_large_company_are_served() {
        var token = wire.accessToken(LARGE);
        long begun = System.nanoTime();

        var served = IntStream.rangeClosed(1, 20)
                .mapToObj(page ->
                        texts(wire.list("/vouchers?$orderby=CreatedUtc&$pagesize=1000&$page=" + page, token), "Id"))
                .flatMap(List::stream)
                .toList();

        System.out.printf("20 pages of 1000 vouchers out of 200 000: %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(served).hasSize(20_000).doesNotHaveDuplicates();
    }

    private BigDecimal balance(int account, LocalDate day) {
        var page = wire.list("/accountbalances/" + day + "?$pagesize=1000", wire.accessToken(SMALL));
        return documents(page).stream()
                .filter(each -> each.getInteger("AccountNumber") == account)
                .map(each -> new BigDecimal(each.getValue("Balance").toString()))
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
