package no.sticos.erp.web.connecting;

import java.util.List;
import java.util.Locale;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/**
 * Where a link ends: with thanks, with what went wrong, or because it is none any more.
 *
 * @param end which
 * @param firm the firm that asked; empty for a link that is none
 * @param name the company; empty for a link that is none
 * @param reason why nothing came of it; null unless that is so
 * @param token the link's own, to try again with; null if that is of no use
 */
public record GuestEndPage(End end, String firm, String name, @Nullable Reason reason, @Nullable Secret token)
        implements View {
    /** A link that is unknown, used or over: nobody is told which. */
    public static final GuestEndPage OVER = new GuestEndPage(End.OVER, "", "", null, null);

    /** How it ends. */
    public enum End {
        /** The consent is there. */
        DONE,
        /** Nothing came of it, and the link is still good. */
        REFUSED,
        /** It cannot be used. */
        OVER;

        /** Its word in message keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static GuestEndPage refused(String firm, String name, Cause cause, List<String> args, Secret token) {
        return new GuestEndPage(End.REFUSED, firm, name, new Reason(cause.key(), args), token);
    }

    @Override
    public String template() {
        return "invite/end";
    }

    /** Its heading. */
    public String title(Messages messages) {
        return isWrongCompany()
                ? messages.text("connect.wrong.title")
                : messages.text("invite.end." + end.word() + ".title", name);
    }

    /** What it means. */
    public String text(Messages messages) {
        if (isWrongCompany()) {
            return messages.text("invite.end.wrong.text");
        }
        return reason == null
                ? messages.text("invite.end." + end.word() + ".text", firm)
                : messages.text("invite.end.refused.text", reason.in(messages));
    }

    /** Whether another company was chosen than the one that was asked for. */
    public boolean isWrongCompany() {
        return reason != null && reason.key().equals("wrongCompany");
    }

    /** Whether the cause is most often a default company, so that the advice is shown. */
    public boolean advisesDefaultCompany() {
        return isWrongCompany() || (reason != null && reason.key().equals("moduleOff"));
    }

    /** Where the button leads that tries again; null without one. */
    public @Nullable String action() {
        return token == null ? null : "/invite/" + token.reveal();
    }
}
