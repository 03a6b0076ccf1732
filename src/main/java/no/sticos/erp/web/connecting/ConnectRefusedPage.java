package no.sticos.erp.web.connecting;

import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.status.Step;
import org.jspecify.annotations.Nullable;

/**
 * Back from Visma without a consent: why, and the one thing to do.
 *
 * @param page where the person came from
 * @param reason why nothing was added or renewed
 * @param expected the client that was to be signed in again; null if a new one was to be added
 * @param reference finds the moment in the log; null unless we are at fault
 */
public record ConnectRefusedPage(ConnectPage page, Reason reason, @Nullable Long expected, @Nullable String reference)
        implements View {
    @Override
    public String template() {
        return "connect/refused";
    }

    /** What did not come about. */
    public String title() {
        if (isWrongCompany()) {
            return "connect.wrong.title";
        }
        return expected == null ? "connect.refused.title" : "connect.refused.again";
    }

    /** Why; who signs in again is told that nothing was changed, not that nothing was added. */
    public String text(Messages messages) {
        var again = "cause." + reason.key() + ".again";
        return expected != null && messages.has(again) ? messages.text(again) : reason.in(messages);
    }

    /** Whether another company was chosen than the one to be signed in again. */
    public boolean isWrongCompany() {
        return reason.key().equals("wrongCompany");
    }

    /** Whether the cause is most often a default company, so that the advice is shown. */
    public boolean advisesDefaultCompany() {
        return isWrongCompany() || reason.key().equals("moduleOff");
    }

    /** Danger for what went wrong at Visma or here, warning for what a person can put right. */
    public String color() {
        return switch (reason.key()) {
            case "vismaDown", "noContact", "exchangeFailed", "rateLimit", "notUnderstood", "ourRequest" -> "danger";
            default -> "warning";
        };
    }

    /** What has to be done elsewhere before it can be tried again; null if it can be tried at once. */
    public @Nullable Step elsewhere() {
        return switch (reason.key()) {
            case "guideNotDone", "licence" -> Step.OPEN_VISMA;
            case "sandboxClient", "notUnderstood", "ourRequest" -> Step.SUPPORT;
            default -> null;
        };
    }

    /** The word of the button that leaves for Visma again, below {@code connect.again}. */
    public String button() {
        return switch (reason.key()) {
            case "moduleOff", "companyClosed" -> "other";
            case "flowOld" -> "start";
            default -> "retry";
        };
    }

    /** Where that button leads: to the same client's sign-in, or to any company's. */
    public String action() {
        return expected == null ? page.systemHref() + "/connect" : "/clients/" + expected + "/reconnect";
    }

    /** Where the person came from. */
    public String back() {
        return expected == null ? page.systemHref() : "/clients/" + expected;
    }
}
