package no.sticos.erp.web.status;

import java.net.URI;
import java.util.Locale;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.jspecify.annotations.Nullable;

/** The one thing a person can do about a state; its word is {@code step.<word>}. */
public enum Step {
    /** Sign in at Visma again. */
    RECONNECT,
    /** Fetch now instead of later. */
    RETRY,
    /** Read everything once more. */
    REREAD,
    /** Put it right in Visma's own pages. */
    OPEN_VISMA,
    /** Ask a person at Sticos. */
    SUPPORT,
    /** Ask Visma for the company's settings again. */
    RECHECK,
    /** Switch the client off. */
    DEACTIVATE,
    /** Switch the client on. */
    ACTIVATE,
    /** Fetch what is not there. */
    SEND,
    /** Look at the accounts that differ. */
    DEVIATIONS,
    /** Look at what is gone, and accept it. */
    CHANGES,
    /** Nothing: it goes on by itself. */
    NONE;

    private static final URI VISMA = URI.create("https://eaccounting.vismaonline.com");

    /** The step that §7 of the portal's contract gives a cause. */
    public static Step of(Reason reason) {
        return switch (reason.key()) {
            case "grantEnded", "tokenRefused", "userLostAccess", "userLacksRight", "scopeMissing" -> RECONNECT;
            case "vismaDown", "noContact", "yearGone", "databaseAway" -> RETRY;
            case "notFound", "drift" -> REREAD;
            case "moduleOffLater", "guideNotDone", "licence" -> OPEN_VISMA;
            case "sandboxClient", "notUnderstood", "ourRequest", "rowsAltered", "nodeLost", "bug" -> SUPPORT;
            case "companyClosed" -> DEACTIVATE;
            case "noId", "badOrgnr" -> RECHECK;
            default -> NONE;
        };
    }

    /** Its word as a link or button for {@code client}; null where there is nothing to do. */
    public @Nullable Link link(Messages messages, long client) {
        var text = this == NONE ? "" : messages.text("step." + word());
        var path = "/clients/" + client;
        return switch (this) {
            case RECONNECT -> Link.post(text, path + "/reconnect");
            case RETRY, SEND -> Link.post(text, path + "/send");
            case REREAD -> Link.post(text, path + "/reread");
            case RECHECK -> Link.post(text, path + "/recheck");
            case DEACTIVATE -> Link.post(text, path + "/deactivate");
            case ACTIVATE -> Link.post(text, path + "/activate");
            case DEVIATIONS -> Link.to(text, path + "#proof");
            case CHANGES -> Link.to(text, path + "/vanished");
            case OPEN_VISMA -> Link.to(text, VISMA.toString());
            case SUPPORT -> Link.to(text, "/help/visma-eaccounting#support");
            case NONE -> null;
        };
    }

    /** The last part of its message key. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
