package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.JsonReading;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Paging;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.trade.BankLine;
import no.sticos.erp.sandbox.trade.Party;
import no.sticos.erp.sandbox.trade.Standing;
import no.sticos.erp.sandbox.universe.Company;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeBudget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Registers, invoices, open items and bank of the sandbox, read by the adapter: what it has, we read, and no more. */
@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class VismaRegistersIT {
    private static final ClientId CLIENT = new ClientId(7);
    private static final String REDIRECT = "https://localhost:8443/callback";
    private static final Secret SECRET = Secret.of("hemmelig");
    private static final String USER = "regnskap@sandkasse.example";
    /** The pair of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Sandbox sandbox;
    private final Company company;
    private final VismaSource source;

    VismaRegistersIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        var plan = CompanyPlan.of("Fjord Regnskap AS", "974760673", 2_000).yearsFrom(7);
        var client = new OAuthClient("sticos", SECRET, "Sticos", List.of(REDIRECT), true);
        this.sandbox = new Sandbox(
                vertx, SandboxSettings.of(SandboxUniverse.of(1, List.of(plan)), client, SignInSettings.of(client)));
        assertThat(Await.result(sandbox.start())).isPositive();
        this.company = sandbox.company(plan.id());
        this.source = new VismaSource(vertx, settings(), given(consent(vertx)), new FakeBudget());
    }

    @AfterAll
    void close() {
        Await.done(sandbox.stop());
    }

    /** All pages, each document once, none unreadable, as many as Visma says there are. */
    @ParameterizedTest
    @EnumSource(
            value = Resource.class,
            mode = Mode.EXCLUDE,
            names = {"VOUCHERS"})
    void every_list_is_read_whole(Resource resource) {
        for (var scope : scopes(resource)) {
            var pages = pages(Query.within(resource, scope));
            var keys = pages.stream()
                    .flatMap(page -> page.documents().stream())
                    .map(document -> document.key())
                    .toList();

            assertThat(keys)
                    .as(scope)
                    .doesNotHaveDuplicates()
                    .hasSize(pages.get(0).total());
            if (!scope.contains("/")) {
                assertThat(keys).as(scope).isNotEmpty();
            }
        }
    }

    @Test
    void parties_are_the_companys_and_no_person_is_known_by_a_number() {
        var customers = company.trade().customers();
        var suppliers = company.trade().suppliers();

        assertThat(told(Resource.CUSTOMERS, "CorporateIdentityNumber")).isEqualTo(numbers(customers));
        assertThat(told(Resource.SUPPLIERS, "CorporateIdentityNumber")).isEqualTo(numbers(suppliers));
        assertThat(customers).anyMatch(Party::isPerson);
        assertThat(suppliers).anyMatch(Party::isPerson);
    }

    @Test
    void no_personal_number_gets_past_the_adapter() {
        var numbers = Stream.of(company.trade().customers(), company.trade().suppliers())
                .flatMap(List::stream)
                .filter(Party::isPerson)
                .map(party -> String.valueOf(party.identity()))
                .toList();

        for (var resource : List.of(
                Resource.CUSTOMERS, Resource.SUPPLIERS, Resource.CUSTOMER_INVOICES, Resource.SUPPLIER_INVOICES)) {
            assertThat(read(Query.all(resource))).extracting(Item::body).allSatisfy(body -> assertThat(body)
                    .doesNotContain(numbers));
        }
    }

    @Test
    void open_items_are_what_remains_of_the_sub_ledgers() {
        var now = company.trade().now();

        assertThat(sum(Resource.CUSTOMER_LEDGER_ITEMS, "RemainingAmountInvoiceCurrency"))
                .isEqualTo(now.receivables().stream()
                        .mapToLong(item -> item.remaining())
                        .sum())
                .isNotZero();
        assertThat(told(Resource.SUPPLIER_INVOICES, "RemainingAmount"))
                .isEqualTo(now.payables().stream()
                        .collect(Collectors.toMap(item -> item.id().toString(), item -> kroner(-item.remaining()))));
        assertThat(told(Resource.CUSTOMER_INVOICES, "TotalAmount"))
                .isEqualTo(now.receivables().stream()
                        .collect(Collectors.toMap(item -> item.id().toString(), item -> kroner(item.total()))));
    }

    @Test
    void each_ledger_item_leads_to_its_voucher() {
        var vouchers = company.books().vouchers().stream()
                .map(voucher -> voucher.id().toString())
                .collect(Collectors.toSet());
        var linked = told(Resource.CUSTOMER_LEDGER_ITEMS, "VoucherId").values().stream()
                .filter(id -> !id.equals("00000000-0000-0000-0000-000000000000") && !id.equals("null"))
                .toList();

        assertThat(linked).isNotEmpty().isSubsetOf(vouchers);
    }

    /** The whole history: without dates Visma would tell of this month. */
    @Test
    void every_line_of_the_bank_is_read_matched_or_not() {
        var read = scopes(Resource.BANK_TRANSACTIONS).stream()
                .flatMap(scope -> read(Query.within(Resource.BANK_TRANSACTIONS, scope)).stream())
                .collect(Collectors.toMap(
                        Item::key, item -> field(item, "TransactionAmount") + " " + field(item, "IsReconciled")));

        assertThat(read)
                .isEqualTo(standing().bank().stream()
                        .collect(Collectors.toMap(
                                line -> line.id().toString(),
                                line -> kroner(line.amount()) + " " + (line.voucher() != null))));
        assertThat(standing().bank())
                .extracting(BankLine::voucher)
                .containsNull()
                .anyMatch(v -> v != null);
    }

    @Test
    void changes_from_a_stamp_on_are_those_with_that_stamp_or_a_later_one() {
        var items = standing().payables();
        var middle =
                items.stream().map(item -> item.modified()).sorted().toList().get(items.size() / 2);

        assertThat(read(Query.all(Resource.SUPPLIER_INVOICES).since(middle)))
                .extracting(Item::key)
                .containsExactlyInAnyOrderElementsOf(items.stream()
                        .filter(item -> !item.modified().isBefore(middle))
                        .map(item -> item.id().toString())
                        .toList());
    }

    private Standing standing() {
        return company.trade().now();
    }

    private static Map<String, String> numbers(List<Party> parties) {
        return parties.stream()
                .collect(Collectors.toMap(
                        party -> party.id().toString(),
                        party -> party.isPerson() ? "null" : String.valueOf(party.identity())));
    }

    private Map<String, String> told(Resource resource, String field) {
        return read(Query.all(resource)).stream().collect(Collectors.toMap(Item::key, item -> field(item, field)));
    }

    private long sum(Resource resource, String field) {
        return told(resource, field).values().stream()
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(2)
                .longValueExact();
    }

    private static String field(Item item, String name) {
        try (var json = JsonReading.parser(item.body())) {
            json.nextToken();
            var value = ((JsonValue.Obj) JsonValue.read(json, UnaryOperator.identity())).get(name);
            return value == null ? "null" : value instanceof JsonValue.Text text ? text.value() : value.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kroner(long oere) {
        return BigDecimal.valueOf(oere, 2).toPlainString();
    }

    private List<String> scopes(Resource resource) {
        return switch (resource.scopes()) {
            case NONE -> List.of("");
            case FISCAL_YEARS -> keys(Resource.FISCAL_YEARS);
            case BALANCE_DATES -> List.of("2025-12-31");
            case BANK_ACCOUNTS ->
                keys(Resource.BANK_ACCOUNTS).stream()
                        .flatMap(account -> Stream.of(account + "/unmatched", account + "/matched"))
                        .toList();
        };
    }

    private List<String> keys(Resource resource) {
        return read(Query.all(resource)).stream().map(Item::key).toList();
    }

    private List<Item> read(Query query) {
        return pages(query).stream()
                .flatMap(page -> page.documents().stream())
                .map(Item.class::cast)
                .toList();
    }

    private List<Page> pages(Query query) {
        return Await.result(Paging.byNumber(1, number -> source.page(CLIENT, query, number))
                .doOnNext(page -> assertThat(page.unreadable()).isEmpty())
                .toList());
    }

    private Secret consent(Vertx vertx) {
        var code = sandbox.identity().issueCode("sticos", REDIRECT, company.id(), USER, VismaSignIn.SCOPES, CHALLENGE);
        return Await.result(new VismaSignIn(vertx, settings()).exchange(code, VERIFIER))
                .access();
    }

    private static AccessTokens given(Secret token) {
        return new AccessTokens() {
            @Override
            public Single<Secret> current(ClientId client) {
                return Single.just(token);
            }

            @Override
            public Single<Secret> renewed(ClientId client, Secret refused) {
                return Single.error(Fault.of(Cause.TOKEN_REFUSED));
            }
        };
    }

    private VismaSettings settings() {
        var retry = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5));
        return new VismaSettings(
                URI.create(sandbox.address()),
                URI.create(sandbox.address() + "/v2"),
                new VismaSettings.OAuthClient("sticos", SECRET, URI.create(REDIRECT)),
                new VismaSettings.Reading(100, Duration.ofSeconds(20), retry, 8 << 20, 1 << 20));
    }
}
