package no.sticos.erp.erp.visma;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VismaFaultsTest {
    private static final Instant AT = Instant.parse("2026-11-24T06:00:00Z");
    private static final String HTML = "<html><body>Down for maintenance</body></html>";

    @ParameterizedTest
    @CsvSource({
        "400, 2000, OUR_REQUEST",
        "400, 6000, OUR_REQUEST",
        "400, 6001, OUR_REQUEST",
        "404, 3000, NOT_FOUND_AT_VISMA",
        "404, 3001, YEAR_GONE",
        "400, 3001, YEAR_GONE",
        "404, 3002, NOT_FOUND_AT_VISMA",
        "403, 4002, MODULE_OFF_LATER",
        "403, 4003, GUIDE_NOT_DONE",
        "403, 4004, COMPANY_CLOSED",
        "401, 4005, TOKEN_REFUSED",
        "403, 4006, SCOPE_MISSING",
        "403, 4007, USER_LACKS_RIGHT",
        "403, 4019, USER_LACKS_RIGHT",
        "403, 4009, VARIANT_LACKS",
        "403, 4010, RATE_LIMIT",
        "429, 4010, RATE_LIMIT",
        "403, 4011, USER_LOST_ACCESS",
        "403, 4012, LICENCE",
        "403, 4034, SANDBOX_CLIENT",
        "400, 5001, VISMA_DOWN",
        "403, 4999, NOT_UNDERSTOOD",
        "400, 9999, OUR_REQUEST",
        "500, 5000, VISMA_DOWN",
    })
    void the_error_code_decides_below_500(int status, int code, Cause cause) {
        assertThat(fault(json(status, code)).reason()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "No access to module: api_standard, MODULE_OFF_LATER",
        "no access to module: API_STANDARD, MODULE_OFF_LATER",
        "No access to module: purchase_pro, VARIANT_LACKS",
        "No access to module, MODULE_OFF_LATER",
        "You may not, MODULE_OFF_LATER"
    })
    void a_module_that_is_off_is_the_companys_or_one_resources(String message, Cause cause) {
        var body = "{\"ErrorCode\":4002,\"DeveloperErrorMessage\":\"ForbiddenRequestException - " + message + "\"}";

        assertThat(fault(answer(403, body)).reason()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"500, 4005", "502, 4004", "503, 3000"})
    void from_500_on_nothing_in_the_body_counts(int status, int code) {
        assertThat(fault(json(status, code)).reason()).isEqualTo(Cause.VISMA_DOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "200, NOT_UNDERSTOOD",
        "302, VISMA_DOWN",
        "400, VISMA_DOWN",
        "401, TOKEN_REFUSED",
        "404, VISMA_DOWN",
        "429, RATE_LIMIT",
        "500, VISMA_DOWN",
        "503, VISMA_DOWN"
    })
    void a_page_for_people_says_nothing_but_its_status(int status, Cause cause) {
        assertThat(fault(new Answer(status, "text/html; charset=utf-8", null, AT, body(HTML)))
                        .reason())
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "204, NOT_UNDERSTOOD",
        "400, OUR_REQUEST",
        "403, NOT_UNDERSTOOD",
        "404, NOT_FOUND_AT_VISMA",
        "408, VISMA_DOWN"
    })
    void without_a_code_the_status_decides(int status, Cause cause) {
        assertThat(fault(new Answer(status, "", null, AT, body(""))).reason()).isEqualTo(cause);
    }

    @Test
    void the_module_is_off_in_other_words_while_connecting() {
        var asked = new VismaFaults.Asked("/companysettings", "company_settings", "", "ea:sales_readonly", true);

        assertThat(VismaFaults.of(json(403, 4002), asked).reason()).isEqualTo(Cause.MODULE_OFF);
    }

    @Test
    void a_missing_scope_is_named() {
        assertThat(fault(json(403, 4006)).args()).containsExactly("vouchers", "ea:accounting_readonly");
        assertThat(fault(json(404, 3001)).args()).containsExactly("year-7");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Try again in 55 seconds., -, 55",
                "TRY AGAIN IN 1 second, 9, 1",
                "quota exceeded!, 7, 7",
                "quota exceeded!, -, 60",
                "quota exceeded!, soon, 60",
                "quota exceeded!, 'Tue, 24 Nov 2026 06:00:30 GMT', 30",
                "quota exceeded!, 'Tue, 24 Nov 2026 05:00:30 GMT', 0",
                "Try again in 999999 seconds., -, 3600",
            })
    void a_quota_tells_when_it_returns(String message, @Nullable String header, int seconds) {
        var body = "{\"ErrorCode\":4010,\"DeveloperErrorMessage\":\"" + message + "\"}";

        var fault = fault(new Answer(429, "application/json", header, AT, body(body)));

        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void an_error_id_is_read_and_one_that_could_forge_a_log_line_is_not() {
        assertThat(ErrorBody.of(json(403, 4004)).id()).isEqualTo("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(ErrorBody.of(answer(403, "{\"ErrorId\":\"x\\nWARN forged\"}"))
                        .id())
                .isEqualTo("-");
        assertThat(ErrorBody.of(answer(403, "{\"errorCode\":4004,\"Errors\":[{\"ErrorCode\":\"1\"}]}"))
                        .code())
                .isEqualTo(4004);
    }

    private static Answer json(int status, int code) {
        return answer(
                status,
                """
                {"ErrorCode":%d,"DeveloperErrorMessage":"ForbiddenRequestException - No","Errors":[],
                 "ErrorId":"0f8fad5b-d9cb-469f-a165-70867728950e"}"""
                        .formatted(code));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, "application/json;charset=UTF-8", null, AT, body(body));
    }

    private static Body body(String text) {
        return new Body(Buffer.buffer(text), null, 1 << 20);
    }

    private static Fault fault(Answer answer) {
        return VismaFaults.of(
                answer,
                new VismaFaults.Asked(
                        "/vouchers/{fiscalyearId}", "vouchers", "year-7", "ea:accounting_readonly", false));
    }
}
