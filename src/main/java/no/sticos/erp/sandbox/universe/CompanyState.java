package no.sticos.erp.sandbox.universe;

/** How Visma stands towards a company, with the error that it answers (facts.md §3.3). */
public enum CompanyState {
    /** Everything is answered. */
    OPEN(0, ""),
    /** The API module is not activated, or there is no eAccounting at all. */
    NO_API_MODULE(4002, "ForbiddenRequestException - No access to module: api_standard"),
    /** Somebody must finish the start-up guide first. */
    GUIDE_UNFINISHED(4003, "ForbiddenRequestException - The startup guide has not been completed"),
    /** The company was closed or its trial has ended. */
    INACTIVE(4004, "ForbiddenRequestException - The company is not active"),
    /** The product variant is Invoicing, which lacks account balances, purchase and bank (facts.md §4.1). */
    WITHOUT_BALANCES(4009, "ForbiddenRequestException - The product variant does not give access to this resource"),
    /** The licence agreement waits for a click. */
    LICENCE_NOT_ACCEPTED(4012, "ForbiddenRequestException - The licence agreement has not been accepted"),
    /** A live company asked for by a sandbox client. */
    LIVE_COMPANY(4034, "ForbiddenRequestException - Not allowed with a sandbox client");

    private final int errorCode;
    private final String message;

    CompanyState(int errorCode, String message) {
        this.errorCode = errorCode;
        this.message = message;
    }

    /** Visma's {@code ErrorCode}; 0 for an open company. */
    public int errorCode() {
        return errorCode;
    }

    /** The {@code DeveloperErrorMessage}; worded like the documented one where none is documented. */
    public String message() {
        return message;
    }
}
