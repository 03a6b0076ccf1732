package no.sticos.erp.web.connecting;

import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;

/**
 * Back from Visma without a client: why, and the one thing to do.
 *
 * @param page where the person came from
 * @param reason why nothing was added
 * @param color warning for what the person can put right, danger for what went wrong
 */
public record ConnectRefusedPage(ConnectPage page, Reason reason, String color) implements View {
    @Override
    public String template() {
        return "connect/refused";
    }

    /** Whether the cause is most often a default company, so that the advice is shown. */
    public boolean advisesDefaultCompany() {
        return reason.key().equals("moduleOff");
    }

    /** The word of the one button, below {@code connect.again}. */
    public String button() {
        return switch (reason.key()) {
            case "moduleOff" -> "other";
            case "flowOld" -> "start";
            default -> "retry";
        };
    }
}
