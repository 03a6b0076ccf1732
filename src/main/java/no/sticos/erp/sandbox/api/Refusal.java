package no.sticos.erp.sandbox.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.CompanyState;

/** An answer of Visma's error kind: status, {@code ErrorCode} and message (facts.md §3.2, §3.3). */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal unauthorised() {
        return new Refusal(401, 4005, "AuthorizationException - Authorization has been denied for this request.");
    }

    static Refusal missingScope() {
        return new Refusal(403, 4006, "ForbiddenRequestException - No access to scopes");
    }

    static Refusal company(CompanyState state) {
        return new Refusal(403, state.errorCode(), state.message());
    }

    static Refusal variant() {
        return company(CompanyState.WITHOUT_BALANCES);
    }

    static Refusal notFound() {
        return new Refusal(404, 3000, "ResourceNotFoundException - The resource was not found");
    }

    static Refusal noFiscalYear() {
        return new Refusal(404, 3001, "FiscalYearDoesNotExistException - The fiscal year does not exist");
    }

    static Refusal noAccount() {
        return new Refusal(404, 3002, "AccountNotFoundException - The account does not exist");
    }

    static Refusal query(String message) {
        return new Refusal(400, 6000, "QueryParameterException - " + message);
    }

    static Refusal input(String message) {
        return new Refusal(400, 6001, "InvalidInputException - " + message);
    }

    static Refusal quota(int limit, long seconds) {
        return new Refusal(
                429,
                4010,
                "API calls quota exceeded! maximum admitted %d per Minute. Try again in %d seconds."
                        .formatted(limit, seconds));
    }

    /** The error body with a new {@code ErrorId}. */
    public Reply reply() {
        return reply(status, code, String.valueOf(getMessage()));
    }

    /** An error body of this status, code and message. */
    public static Reply reply(int status, int code, String message) {
        return Reply.json(
                status,
                new JsonObject()
                        .put("ErrorCode", code)
                        .put("DeveloperErrorMessage", message)
                        .put("ErrorId", UUID.randomUUID().toString())
                        .put("Errors", new JsonArray()));
    }
}
