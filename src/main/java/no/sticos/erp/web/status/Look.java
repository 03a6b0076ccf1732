package no.sticos.erp.web.status;

import no.sticos.erp.sync.ClientState;

/**
 * How a state is painted: word, icon and colour say the same.
 *
 * @param key the word's key below {@code state.}
 * @param icon a symbol of the sprite
 * @param color a colour of the design system
 */
public record Look(String key, String icon, String color) {
    /** The look of {@code state}. */
    public static Look of(ClientState state) {
        return switch (state) {
            case DELETING -> new Look("deleting", "trash", "neutral");
            case BLOCKED -> new Look("blocked", "slash", "neutral");
            case INACTIVE -> new Look("inactive", "pause", "neutral");
            case NEVER -> new Look("never", "circle", "neutral");
            case NEEDS_LOGIN -> new Look("login", "key", "danger");
            case RUNNING -> new Look("running", "arrows", "info");
            case WAITING -> new Look("waiting", "hourglass", "info");
            case QUEUED -> new Look("queued", "clock", "info");
            case HELD -> new Look("held", "hand", "warning");
            case FAILED -> new Look("failed", "octagon", "danger");
            case PARTIAL -> new Look("partial", "half-circle", "warning");
            case DEVIATION -> new Look("deviation", "triangle", "warning");
            case UNKNOWN -> new Look("unknown", "question", "neutral");
            case OK -> new Look("ok", "tick", "success");
        };
    }
}
