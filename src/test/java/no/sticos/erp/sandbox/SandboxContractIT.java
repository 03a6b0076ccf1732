package no.sticos.erp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.contract.Complaints;
import no.sticos.erp.sandbox.contract.Contract;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyState;
import no.sticos.erp.sandbox.universe.Variant;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of the API, on the wire, held to what Visma's OpenAPI document says of it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxContractIT {
    private static final Contract CONTRACT = Contract.kept();
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    /** Bank transactions are else those of this month. */
    private static final String ALL_TIME = "&fromDate=2000-01-01&toDate=2100-01-01";

    private static final CompanyPlan COMPANY =
            CompanyPlan.of("Avtalt AS", "310000017", 1_500).bought(Variant.PRO);

    private static final List<CompanyPlan> VARIANTS = Arrays.stream(Variant.values())
            .map(variant ->
                    CompanyPlan.of(variant.wire() + " AS", "310000025", 20).bought(variant))
            .toList();

    private final Sandbox sandbox;
    private final Wire wire;
    private final String token;

    SandboxContractIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(
                vertx,
                Wire.settings(
                        Stream.concat(Stream.of(COMPANY), VARIANTS.stream()).toArray(CompanyPlan[]::new)));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
        sandbox.quota().limit(Integer.MAX_VALUE);
        this.token = wire.fullToken(COMPANY);
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    static Iterable<String> paths() {
        return CONTRACT.operations().keySet();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void an_answer_is_as_documented(String path) {
        var answer = wire.api(filled(path) + "?$pagesize=1000" + ALL_TIME, token);

        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        assertThat(Complaints.of(CONTRACT, CONTRACT.operation(path).answer(), answer.bodyAsString()))
                .isEmpty();
        assertThat(answer.bodyAsJsonObject().getJsonArray("Data"))
                .as("an empty list shows nothing")
                .satisfiesAnyOf(data -> assertThat(data).isNull(), data -> assertThat(data)
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_missing_scope_is_refused_as_documented(String path) {
        var little = wire.token(
                        Wire.ROTATING, Wire.exchange(wire.code(COMPANY, List.of("ea:api")), Wire.BACK, Wire.VERIFIER))
                .getString("access_token");

        assertRefused(path.replaceAll("\\{\\w+}", "x"), little, 403, 4006);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompanyState.class,
            names = {"OPEN", "WITHOUT_BALANCES"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_companys_state_is_refused_as_documented(CompanyState state) {
        sandbox.company(COMPANY.id()).become(state);
        try {
            assertRefused("/companysettings", token, 403, state.errorCode());
        } finally {
            sandbox.company(COMPANY.id()).become(CompanyState.OPEN);
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void what_a_variant_lacks_is_refused_and_the_rest_is_answered(Variant variant) {
        var variantsToken = wire.fullToken(having(variant));

        CONTRACT.operations().forEach((path, operation) -> {
            // Something else stands in the place of every id: what is reached says that nothing is there.
            var answer = wire.api(path.replaceAll("\\{\\w+}", "x"), variantsToken);
            if (operation.variants().contains(variant.wire())) {
                assertThat(answer.statusCode()).as(path).isIn(200, 400, 404);
            } else {
                Wire.assertRefused(answer, 403, 4009);
            }
        });
    }

    @Test
    void other_refusals_are_as_documented() {
        assertRefused("/vouchers", "no token", 401, 4005);
        assertRefused("/nowhere", token, 404, 3000);
        assertRefused("/accounts/" + UUID.randomUUID(), token, 404, 3001);
        assertRefused("/vouchers?$filter=Nope%20eq%201", token, 400, 6000);
        assertRefused("/accountbalances/i-dag", token, 400, 6001);
    }

    private static CompanyPlan having(Variant variant) {
        return CompanyPlan.of(variant.wire() + " AS", "310000025", 20).bought(variant);
    }

    private void assertRefused(String path, String with, int status, int code) {
        var answer = wire.api(path, with);
        Wire.assertRefused(answer, status, code);
        assertThat(Complaints.ofRefusal(CONTRACT, answer.bodyAsString())).isEmpty();
    }

    /** The path with something in place of each parameter; what is a resource of its own is taken from its list. */
    private String filled(String path) {
        return PARAMETER.matcher(path).replaceAll(match -> example(path, match.group(1)));
    }

    private String example(String path, String parameter) {
        return switch (parameter) {
            case "date" -> "2026-01-31";
            case "accountNumber" -> "1920";
            case "fiscalyearId" -> first("/fiscalyears");
            case "voucherId" -> first("/vouchers/" + first("/fiscalyears"));
            case "bankTransactionId" -> first(filled("/banktransactions/{bankAccountId}/unmatched"));
            case "bankAccountId" -> first("/bankaccounts");
            case "itemId" ->
                Wire.documents(wire.list("/costcenters", token))
                        .get(0)
                        .getJsonArray("Items")
                        .getJsonObject(0)
                        .getString("Id");
            default -> first(path.substring(0, path.indexOf("/{")));
        };
    }

    private String first(String list) {
        JsonObject item =
                Wire.documents(wire.list(list + "?" + ALL_TIME, token)).get(0);
        return item.getString("Id");
    }
}
