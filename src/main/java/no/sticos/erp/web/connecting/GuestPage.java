package no.sticos.erp.web.connecting;

import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.View;

/**
 * What a link opens: the three steps and the way to Visma, without sign-in and without anything of the portal.
 *
 * @param invitation what is wanted
 * @param token the link's own
 */
public record GuestPage(Invitation invitation, Secret token) implements View {
    @Override
    public String template() {
        return "invite/guest";
    }

    /** Where the button leads. */
    public String action() {
        return "/invite/" + token.reveal();
    }
}
