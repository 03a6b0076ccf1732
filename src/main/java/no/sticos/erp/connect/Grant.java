package no.sticos.erp.connect;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A consent as its row says just now.
 *
 * @param tenant the firm
 * @param client the client that it was given for
 * @param tokens encrypted; null once the grant has ended
 * @param accessLeft how long the access token lasts by the database's clock; negative when it is over
 * @param version raised each time tokens are stored
 */
record Grant(TenantId tenant, ClientId client, @Nullable Buffer tokens, Duration accessLeft, long version) {}
