package no.sticos.erp.web.keys;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/** The pages of keys, for tests that look at pages. */
public final class ApiKeySamples {
    private static final Instant MADE = Instant.parse("2026-09-02T08:15:00Z");
    private static final Instant LATER = Instant.parse("2026-12-01T08:15:00Z");
    private static final UUID FORM = UUID.fromString("6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11");
    private static final ApiKey NIGHTLY =
            key(1, "Nattlig rapport", Set.of(ApiScope.CLIENTS_READ, ApiScope.BOOKS_READ), LATER, null, null, true);

    private ApiKeySamples() {}

    /** All of them for {@code viewer} in these words, by the path where a test shows each. */
    public static Map<String, View> all(Viewer viewer, Messages messages) {
        var keys = List.of(
                NIGHTLY,
                key(2, "<b>Alt</b>", Set.of(ApiScope.values()), null, null, null, true),
                key(3, "Gammel", Set.of(ApiScope.ACTIVITY_READ), MADE, LATER, "Ola Vik", false),
                key(4, "Utløpt", Set.of(ApiScope.CLIENTS_WRITE), MADE, null, null, false));
        var fresh = new ApiKeyForm(FORM, "", Set.of(ApiScope.CLIENTS_READ), 90, false);
        var wrong = new ApiKeyForm(FORM, " ", Set.of(), 30, true);
        var made = new ApiKeysPage.Shown(
                "Nattlig rapport", Secret.of("erp_Zm9yLWEtcGljdHVyZS1vbmx5LW5vdC1hLXJlYWwta2V5YQ"));
        var all = new LinkedHashMap<String, View>();
        all.put("/api-keys", new ApiKeysPage(viewer, keys, fresh, true, null, null));
        all.put("/api-keys-empty", new ApiKeysPage(viewer, List.of(), fresh, true, null, null));
        all.put("/api-keys-made", new ApiKeysPage(viewer, keys, fresh, true, made, null));
        all.put("/api-keys-wrong", new ApiKeysPage(viewer, keys, wrong, true, null, null));
        all.put("/api-keys-revoked", new ApiKeysPage(viewer, keys, fresh, true, null, "keys.revoked"));
        all.put("/api-keys-full", new ApiKeysPage(viewer, keys, fresh, true, null, "keys.full"));
        all.put("/api-keys-reader", new ApiKeysPage(viewer, keys, fresh, false, null, null));
        all.put(
                "/api-keys-revoke",
                new RevokePage(viewer, List.of(new Crumb(messages.text("keys.title"), "/api-keys")), NIGHTLY));
        return all;
    }

    private static ApiKey key(
            long id,
            String name,
            Set<ApiScope> scopes,
            @Nullable Instant used,
            @Nullable Instant revoked,
            @Nullable String by,
            boolean works) {
        return new ApiKey(
                id,
                new TenantId(1),
                "Fjell",
                name,
                "x_9Q",
                scopes,
                "Kari Lunde",
                MADE,
                LATER,
                used,
                revoked,
                by,
                works);
    }
}
