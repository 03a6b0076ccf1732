package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Paging;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherHash;
import no.sticos.erp.erp.VoucherRow;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
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

/** The adapter against the sandbox, which was written from the same facts by other hands: what it has, we read. */
@ExtendWith(VertxExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class VismaSandboxIT {
    private static final ClientId CLIENT = new ClientId(7);
    private static final String REDIRECT = "https://localhost:8443/callback";
    private static final Secret SECRET = Secret.of("hemmelig");
    private static final String USER = "regnskap@sandkasse.example";
    /** The pair of RFC 7636 appendix B. */
    private static final Secret VERIFIER = Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final Sandbox sandbox;
    private final Company company;
    private final VismaSignIn signIn;
    private final VismaSource source;
    private final Tokens tokens;

    VismaSandboxIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        var plan = CompanyPlan.of("Fjord Regnskap AS", "974760673", 1_000).yearsFrom(7);
        var client = new OAuthClient("sticos", SECRET, "Sticos", List.of(REDIRECT), true);
        this.sandbox = new Sandbox(
                vertx, SandboxSettings.of(SandboxUniverse.of(1, List.of(plan)), client, SignInSettings.of(client)));
        assertThat(Await.result(sandbox.start())).isPositive();
        this.company = sandbox.company(plan.id());
        this.signIn = new VismaSignIn(vertx, settings());
        this.tokens = consent();
        this.source = new VismaSource(vertx, settings(), given(tokens), new FakeBudget());
    }

    @AfterAll
    void close() {
        Await.done(sandbox.stop());
    }

    @Test
    void the_consent_has_our_scopes_and_names_the_company() {
        var introduced = Await.result(signIn.company(tokens.access()));

        assertThat(tokens.scopes()).containsExactlyInAnyOrderElementsOf(VismaSignIn.SCOPES);
        assertThat(introduced.id()).isEqualTo(company.id().toString());
        assertThat(introduced.name()).isEqualTo("Fjord Regnskap AS");
        assertThat(introduced.identity()).isEqualTo("974760673");
        assertThat(introduced.open()).isTrue();
    }

    @Test
    void a_rotated_refresh_token_is_good_once() {
        var first = refresh(consent());

        var second = refresh(Await.result(signIn.refresh(first)));

        assertThat(second).isNotEqualTo(first);
        assertThat(Await.error(signIn.refresh(first))).matches(error -> Fault.is(error, Cause.GRANT_ENDED));
    }

    @Test
    void a_revoked_consent_is_over() {
        var refresh = refresh(consent());

        Await.done(signIn.revoke(refresh));

        assertThat(Await.error(signIn.refresh(refresh))).matches(error -> Fault.is(error, Cause.GRANT_ENDED));
    }

    @Test
    void every_voucher_of_every_year_is_read_to_the_oere() {
        var read = years().stream()
                .flatMap(year -> read(Query.within(Resource.VOUCHERS, year)).stream())
                .map(Voucher.class::cast)
                .toList();

        assertThat(read).extracting(VismaSandboxIT::told).containsExactlyInAnyOrderElementsOf(truth());
        assertThat(read).allMatch(voucher -> voucher.equals(VoucherHash.sealed(voucher)));
        assertThat(read).hasSizeGreaterThan(1_000);
    }

    @Test
    void all_years_at_once_give_the_same_vouchers() {
        var read = read(Query.all(Resource.VOUCHERS));

        assertThat(read).extracting(document -> told((Voucher) document)).containsExactlyInAnyOrderElementsOf(truth());
    }

    @Test
    void changes_from_a_stamp_on_are_those_with_that_stamp_or_a_later_one() {
        var stamps = books().vouchers().stream()
                .flatMap(voucher -> Stream.ofNullable(voucher.modified()))
                .sorted()
                .toList();
        var middle = stamps.get(stamps.size() / 2);

        var read = read(Query.all(Resource.VOUCHERS).since(middle));

        assertThat(read).isNotEmpty().hasSize((int)
                stamps.stream().filter(stamp -> !stamp.isBefore(middle)).count());
    }

    @Test
    void balances_are_the_books_own() {
        var day = LocalDate.of(2025, 12, 31);

        var read = read(Query.within(Resource.ACCOUNT_BALANCES, day.toString())).stream()
                .map(Item.class::cast)
                .filter(item -> !item.body().contains("\"Balance\":0.00"))
                .collect(Collectors.toMap(Item::key, VismaSandboxIT::balance));

        assertThat(read).isEqualTo(expected(books().balances(day), day + "/"));
    }

    @Test
    void opening_balances_are_the_books_own() {
        var read = read(Query.all(Resource.OPENING_BALANCES)).stream()
                .map(Item.class::cast)
                .filter(item -> !item.body().contains("\"Balance\":0.00"))
                .collect(Collectors.toMap(Item::key, VismaSandboxIT::balance));

        assertThat(read).isNotEmpty().isEqualTo(expected(books().openingBalances(), ""));
    }

    @Test
    void each_year_has_the_whole_chart_of_accounts() {
        for (var year : years()) {
            var keys = books().chart().accounts().stream()
                    .map(account -> year + "/" + account.number())
                    .toList();

            assertThat(read(Query.within(Resource.ACCOUNTS, year)))
                    .extracting(Document::key)
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void the_settings_are_one_document() {
        assertThat(read(Query.all(Resource.COMPANY_SETTINGS)))
                .extracting(Document::key)
                .containsExactly(company.id().toString());
    }

    /** What a voucher says, in the sandbox's own measure: whole øre. */
    private record Told(
            String id, LocalDate date, String number, String text, String type, String stamps, List<String> rows) {}

    private static Told told(Voucher voucher) {
        return new Told(
                voucher.key(),
                voucher.date(),
                String.valueOf(voucher.number()),
                String.valueOf(voucher.text()),
                voucher.type() + " " + voucher.sourceId(),
                voucher.modifiedUtc() + " " + voucher.createdUtc(),
                voucher.rows().stream().map(VismaSandboxIT::told).toList());
    }

    private static String told(VoucherRow row) {
        return row.account() + " " + oere(row.debit()) + " " + oere(row.credit()) + " " + row.text();
    }

    private List<Told> truth() {
        return books().vouchers().stream()
                .map(voucher -> new Told(
                        voucher.id().toString(),
                        voucher.date(),
                        voucher.series() + voucher.number(),
                        voucher.text(),
                        voucher.type() + " " + voucher.sourceId(),
                        voucher.modified() + " " + voucher.created(),
                        voucher.rows().stream()
                                .map(row -> row.account() + " " + row.debit() + " " + row.credit() + " " + row.text())
                                .toList()))
                .toList();
    }

    private static Map<String, Long> expected(SortedMap<Integer, Long> balances, String prefix) {
        var expected = new TreeMap<String, Long>();
        balances.forEach((account, oere) -> {
            if (oere != 0) {
                expected.put(prefix + account, oere);
            }
        });
        return expected;
    }

    private static long balance(Item item) {
        var amount = item.body().replaceFirst(".*\"Balance\":(-?[0-9.]+).*", "$1");
        return oere(new BigDecimal(amount));
    }

    private static long oere(BigDecimal kroner) {
        return kroner.movePointRight(2).longValueExact();
    }

    private List<Document> read(Query query) {
        return Await.result(Paging.byNumber(1, number -> source.page(CLIENT, query, number))
                .doOnNext(page -> assertThat(page.unreadable()).isEmpty())
                .concatMapIterable(Page::documents)
                .toList());
    }

    private List<String> years() {
        var keys = read(Query.all(Resource.FISCAL_YEARS)).stream()
                .map(Document::key)
                .toList();
        assertThat(keys)
                .containsExactlyElementsOf(books().years().stream()
                        .map(FiscalYear::id)
                        .map(Object::toString)
                        .toList());
        return keys;
    }

    private Books books() {
        return company.books();
    }

    private Tokens consent() {
        var code = sandbox.identity().issueCode("sticos", REDIRECT, company.id(), USER, VismaSignIn.SCOPES, CHALLENGE);
        return Await.result(signIn.exchange(code, VERIFIER));
    }

    private static Secret refresh(Tokens given) {
        return Objects.requireNonNull(given.refresh());
    }

    private static AccessTokens given(Tokens tokens) {
        return new AccessTokens() {
            @Override
            public Single<Secret> current(ClientId client) {
                return Single.just(tokens.access());
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
