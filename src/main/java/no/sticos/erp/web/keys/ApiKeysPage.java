package no.sticos.erp.web.keys;

import java.util.List;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The firm's keys.
 *
 * @param viewer for whom
 * @param keys those that work first
 * @param form a new one's
 * @param may whether the person makes and revokes them
 * @param made the key that was just made, shown this once; null without one
 * @param said what else came of what the person did, a text's key; null for nothing
 */
public record ApiKeysPage(
        Viewer viewer, List<ApiKey> keys, ApiKeyForm form, boolean may, @Nullable Shown made, @Nullable String said)
        implements View {
    /** Keeps its own copy. */
    public ApiKeysPage {
        keys = List.copyOf(keys);
    }

    /**
     * A key that was just made.
     *
     * @param name what it is called
     * @param secret the key
     */
    public record Shown(String name, Secret secret) {}

    @Override
    public String template() {
        return "keys/page";
    }

    /** All that can be ticked. */
    public List<ApiScope> scopes() {
        return List.of(ApiScope.values());
    }

    /** The longest name. */
    public String longestName() {
        return Formats.count(ApiKeys.LONGEST_NAME);
    }

    /** How it is painted that this came of it. */
    public static String color(String said) {
        return switch (said) {
            case "keys.revoked" -> "success";
            case "keys.full" -> "warning";
            default -> "info";
        };
    }

    /** Whether it works, and until when, or since when it does not. */
    public static String state(ApiKey key, Messages messages) {
        var revoked = key.revoked();
        if (revoked != null) {
            var by = key.revokedBy();
            return messages.text("keys.state.revoked", Formats.dateTime(revoked), by == null ? Formats.NO_VALUE : by);
        }
        return messages.text(key.works() ? "keys.state.works" : "keys.state.expired", Formats.dateTime(key.expires()));
    }
}
