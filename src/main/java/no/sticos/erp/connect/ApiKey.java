package no.sticos.erp.connect;

import java.time.Instant;
import java.util.Set;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a firm's own program calls the gateway; nothing of the key itself but its last characters.
 *
 * @param id its number
 * @param tenant the firm
 * @param firm the firm's name
 * @param name what people call it
 * @param hint its last characters, by which they know it again
 * @param scopes what it opens
 * @param madeBy who made it
 * @param madeAt when
 * @param expires when it ends by itself
 * @param used when it was last used, to the hour; null if never
 * @param revoked when it was revoked; null if it was not
 * @param revokedBy who did that; null if nobody did
 * @param works whether it opens anything now
 */
public record ApiKey(
        long id,
        TenantId tenant,
        String firm,
        String name,
        String hint,
        Set<ApiScope> scopes,
        String madeBy,
        Instant madeAt,
        Instant expires,
        @Nullable Instant used,
        @Nullable Instant revoked,
        @Nullable String revokedBy,
        boolean works) {
    /** Keeps its own copy. */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
