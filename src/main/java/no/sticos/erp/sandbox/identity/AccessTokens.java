package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes and reads Visma's access tokens; claims as in facts.md §1.6. Safe on any thread. */
public final class AccessTokens {
    private final SigningKey key;
    private final String issuer;
    private final Duration life;
    private final Clock clock;
    private final Map<UUID, Instant> endedBefore = new ConcurrentHashMap<>();

    AccessTokens(SigningKey key, String issuer, Duration life, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.life = life;
        this.clock = clock;
    }

    long lifeSeconds() {
        return life.toSeconds();
    }

    String issue(Grant grant) {
        long now = clock.instant().getEpochSecond();
        return key.sign(new JsonObject()
                .put("iss", issuer)
                .put("aud", issuer + "/resources")
                .put("exp", now + life.toSeconds())
                .put("nbf", now)
                .put("client_id", grant.clientId())
                .put("scope", new JsonArray(grant.scopes()))
                .put("sub", grant.userId().toString())
                .put("auth_time", grant.authenticated().getEpochSecond())
                .put("idp", "vonidsrv")
                .put("customer_id", grant.companyId().toString())
                .put("email", grant.email())
                .put("amr", new JsonArray().add("external")));
    }

    /** What the token says, if it is ours, not expired and its grant was not ended. */
    public Optional<Access> read(String token) {
        return key.read(token)
                .filter(claims -> issuer.equals(claims.getString("iss")))
                .filter(claims -> claims.getLong("exp", 0L) > clock.instant().getEpochSecond())
                .filter(claims -> claims.containsKey("customer_id"))
                .map(AccessTokens::access)
                .filter(access -> access.authenticated().isAfter(endedBefore(access)));
    }

    /** Refuses all tokens for a company whose grant is not younger than now. */
    void end(UUID companyId) {
        endedBefore.put(companyId, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private Instant endedBefore(Access access) {
        return endedBefore.getOrDefault(access.companyId(), Instant.EPOCH);
    }

    private static Access access(JsonObject claims) {
        return new Access(
                claims.getString("client_id"),
                UUID.fromString(claims.getString("sub")),
                UUID.fromString(claims.getString("customer_id")),
                claims.getJsonArray("scope").stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet()),
                Instant.ofEpochSecond(claims.getLong("auth_time")));
    }
}
