package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.USER;
import static no.sticos.erp.sandbox.Wire.assertRefused;
import static no.sticos.erp.sandbox.Wire.flow;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyPlan.Quirk;
import no.sticos.erp.sandbox.universe.CompanyState;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which company a person signs in for, with and without one that is starred (facts.md §1.4). */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefaultCompanyIT {
    private static final String CHOOSE = "&prompt=select_account";
    private static final String ONLY_EACCOUNTING = "&acr_values=service:44643EB1-3F76-4C1C-A672-402AE8085934";
    private static final CompanyPlan FIRST = CompanyPlan.of("Liten AS", "310000017", 10);
    private static final CompanyPlan SECOND = CompanyPlan.of("Stor AS", "310000025", 10);
    private static final CompanyPlan PAYROLL = CompanyPlan.of("Lønn AS", "310000033", 10)
            .in(CompanyState.NO_API_MODULE)
            .odd(Quirk.OTHER_PRODUCT);

    private final Sandbox sandbox;
    private final Wire wire;

    DefaultCompanyIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(FIRST, SECOND, PAYROLL));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @AfterEach
    void noDefault() {
        sandbox.identity().defaultCompany(USER, Optional.empty());
    }

    @Test
    void without_a_default_company_a_person_chooses() {
        assertThat(wire.signIn("").bodyAsString())
                .contains("Select company", "Liten AS", "Stor AS")
                .doesNotContain("checked");
    }

    @Test
    void a_default_company_is_taken_without_a_question() {
        choose(wire.signIn(""), SECOND, true);

        var consent = wire.signIn("");

        assertThat(consent.bodyAsString()).contains("requesting your permission");
        assertThat(company(wire.allow(consent))).isEqualTo(SECOND.id().toString());
    }

    @Test
    void who_asks_for_the_choice_gets_it_with_the_default_ticked() {
        sandbox.identity().defaultCompany(USER, Optional.of(SECOND.id()));

        var page = wire.signIn(CHOOSE);

        assertThat(page.bodyAsString()).contains("Select company", "name=\"default\" value=\"yes\" checked");
        assertThat(company(wire.allow(choose(page, FIRST, true))))
                .isEqualTo(FIRST.id().toString());
    }

    @Test
    void the_older_word_for_the_choice_is_understood() {
        sandbox.identity().defaultCompany(USER, Optional.of(SECOND.id()));

        assertThat(wire.signIn("&acr_values=forceselectcompany:true").bodyAsString())
                .contains("Select company");
    }

    @Test
    void a_choice_with_the_tick_taken_away_ends_the_default() {
        sandbox.identity().defaultCompany(USER, Optional.of(SECOND.id()));

        choose(wire.signIn(CHOOSE), SECOND, false);

        assertThat(wire.signIn("").bodyAsString()).contains("Select company");
    }

    @Test
    void the_choice_leaves_out_companies_of_other_products_when_asked_to() {
        assertThat(wire.signIn(CHOOSE).bodyAsString()).contains("Lønn AS");
        assertThat(wire.signIn(CHOOSE + ONLY_EACCOUNTING).bodyAsString())
                .contains("Liten AS", "Stor AS")
                .doesNotContain("Lønn AS");
    }

    @Test
    void a_wrong_default_company_is_taken_all_the_same_and_refused_by_the_api() {
        sandbox.identity().defaultCompany(USER, Optional.of(PAYROLL.id()));

        var grant = wire.allow(wire.signIn(ONLY_EACCOUNTING));

        assertThat(company(grant)).isEqualTo(PAYROLL.id().toString());
        assertRefused(wire.api("/vouchers", grant.getString("access_token")), 403, 4002);
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> choose(HttpResponse<Buffer> page, CompanyPlan company, boolean asDefault) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("flow", flow(page.bodyAsString()))
                .add("company", company.id().toString());
        return wire.post("/connect/company", asDefault ? form.add("default", "yes") : form);
    }

    private static String company(JsonObject grant) {
        var claims =
                Base64.getUrlDecoder().decode(grant.getString("access_token").split("\\.", -1)[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("customer_id");
    }
}
