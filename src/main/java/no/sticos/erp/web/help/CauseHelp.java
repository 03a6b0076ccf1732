package no.sticos.erp.web.help;

import java.util.List;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.status.Step;

/**
 * Causes that belong together, as the help explains them.
 *
 * @param group the last part of {@code help.causes.<group>}
 * @param causes in the order in which they are shown
 */
public record CauseHelp(String group, List<Cause> causes) {
    static final List<CauseHelp> ALL = List.of(
            new CauseHelp(
                    "login",
                    List.of(
                            Cause.GRANT_ENDED,
                            Cause.TOKEN_REFUSED,
                            Cause.USER_LOST_ACCESS,
                            Cause.USER_LACKS_RIGHT,
                            Cause.SCOPE_MISSING)),
            new CauseHelp("choose", List.of(Cause.NO_ID, Cause.BAD_ORGNR, Cause.DUPLICATE, Cause.LOST_RACE)),
            new CauseHelp(
                    "connect",
                    List.of(
                            Cause.CANCELLED,
                            Cause.FLOW_OLD,
                            Cause.TOO_OFTEN,
                            Cause.EXCHANGE_FAILED,
                            Cause.MODULE_OFF,
                            Cause.WRONG_COMPANY,
                            Cause.REMOVAL_WAITING,
                            Cause.REMOVAL_RUNNING)),
            new CauseHelp(
                    "visma",
                    List.of(
                            Cause.MODULE_OFF_LATER,
                            Cause.GUIDE_NOT_DONE,
                            Cause.COMPANY_CLOSED,
                            Cause.LICENCE,
                            Cause.RATE_LIMIT,
                            Cause.VISMA_DOWN,
                            Cause.NO_CONTACT,
                            Cause.YEAR_GONE,
                            Cause.NOT_FOUND_AT_VISMA,
                            Cause.VARIANT_LACKS)),
            new CauseHelp("proof", List.of(Cause.DRIFT, Cause.SHRUNK, Cause.GENERATION_PRUNED)),
            new CauseHelp(
                    "ours",
                    List.of(
                            Cause.NOT_UNDERSTOOD,
                            Cause.OUR_REQUEST,
                            Cause.SANDBOX_CLIENT,
                            Cause.DATABASE_AWAY,
                            Cause.NODE_LOST,
                            Cause.ROWS_ALTERED)));

    /** Copies the list. */
    public CauseHelp {
        causes = List.copyOf(causes);
    }

    /** The cause's text, where general words stand for what it is about. */
    public String text(Messages messages, Cause cause) {
        var args =
                switch (cause) {
                    case SCOPE_MISSING -> new String[] {"data", "right"};
                    case BAD_ORGNR -> new String[] {"number"};
                    case DUPLICATE, LOST_RACE -> new String[] {"client"};
                    case MODULE_OFF, MODULE_OFF_LATER, GUIDE_NOT_DONE, COMPANY_CLOSED, LICENCE ->
                        new String[] {"company"};
                    case YEAR_GONE, DRIFT -> new String[] {"year"};
                    case SHRUNK, NODE_LOST -> new String[] {"number"};
                    case NOT_FOUND_AT_VISMA, VARIANT_LACKS -> new String[] {"data"};
                    case WRONG_COMPANY -> new String[] {"wanted", "other"};
                    case REMOVAL_WAITING -> new String[] {"client", "time"};
                    case REMOVAL_RUNNING -> new String[] {"client"};
                    case ROWS_ALTERED -> new String[] {"reference"};
                    default -> new String[0];
                };
        var words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = messages.text("help.arg." + cause.key() + "." + args[i]);
        }
        return Reason.of(cause, words).in(messages);
    }

    /** The word of what a person can do about it, below {@code help.step}. */
    public String step(Cause cause) {
        return switch (cause) {
            case MODULE_OFF -> "other";
            case CANCELLED, EXCHANGE_FAILED, WRONG_COMPANY, TOO_OFTEN -> "retry";
            case FLOW_OLD -> "start";
            case REMOVAL_WAITING -> "undo";
            case REMOVAL_RUNNING -> "retry";
            case DUPLICATE, LOST_RACE -> "open";
            default -> Step.of(Reason.of(cause)).word();
        };
    }
}
