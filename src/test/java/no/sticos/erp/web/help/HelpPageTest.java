package no.sticos.erp.web.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.status.Look;
import org.junit.jupiter.api.Test;

class HelpPageTest {
    /** What a person meets as a page of its own, beside a form or on the receipt of a removal, or never. */
    private static final Set<Cause> ELSEWHERE = EnumSet.of(
            Cause.SIGN_IN_REFUSED,
            Cause.SIGNED_OUT,
            Cause.NOT_ALLOWED,
            Cause.NOT_FOUND,
            Cause.INVALID_INPUT,
            Cause.LOCK_OUTSIDE_YEARS,
            Cause.ALREADY_EXISTS,
            Cause.FENCED,
            Cause.REVOKE_FAILED,
            Cause.REMOVAL_STARTED,
            Cause.NOTE_LENGTH,
            Cause.GAP_GONE,
            Cause.TOO_MANY,
            Cause.PRODUCT_SILENT,
            Cause.CLIENT_OFF,
            Cause.API_KEY_REFUSED,
            Cause.API_SCOPE_MISSING,
            Cause.API_KEYS_FULL,
            Cause.METHOD_NOT_ALLOWED,
            Cause.NOT_ACCEPTABLE,
            Cause.NOT_JSON,
            Cause.TOO_LARGE,
            Cause.BUG);

    private final Messages messages = Messages.bokmal();

    @Test
    void every_state_is_explained_once() {
        assertThat(StateHelp.ALL)
                .extracting(StateHelp::look)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ClientState.values()).map(Look::of).toList());
    }

    @Test
    void every_cause_that_a_person_meets_is_explained_once() {
        assertThat(CauseHelp.ALL.stream().flatMap(group -> group.causes().stream()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
    }

    @Test
    void no_explanation_has_a_gap_and_each_has_a_step() {
        CauseHelp.ALL.forEach(group -> group.causes().forEach(cause -> {
            assertThat(group.text(messages, cause)).doesNotContain(Formats.NO_VALUE, "{");
            assertThat(messages.has("help.step." + group.step(cause)))
                    .as(cause.name())
                    .isTrue();
        }));
    }
}
