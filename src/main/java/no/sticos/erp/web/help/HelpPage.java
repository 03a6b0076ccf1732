package no.sticos.erp.web.help;

import java.util.List;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The set-up help; open without sign-in.
 *
 * @param viewer null = not signed in
 * @param topic which page of it
 */
public record HelpPage(@Nullable Viewer viewer, Topic topic) implements View {
    @Override
    public String template() {
        return "help/page";
    }

    /** The pages of the help. */
    public enum Topic {
        /** Setting up Visma eAccounting. */
        VISMA,
        /** What each state and each cause means. */
        STATUS,
        /** Systems on a firm's own machines. */
        LOCAL,
        /** Other systems. */
        OTHER
    }

    /** All states. */
    public List<StateHelp> states() {
        return StateHelp.ALL;
    }

    /** The causes by what they are about. */
    public List<CauseHelp> causes() {
        return CauseHelp.ALL;
    }
}
