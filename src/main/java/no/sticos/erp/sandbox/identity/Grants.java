package no.sticos.erp.sandbox.identity;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Codes, refresh tokens and default companies, kept in a {@link Journal}.
 *
 * <p>Tokens that came of one consent are a family; which family a token belonged to is known after its end too.
 * A code is good once and for five minutes (facts.md §1.4). Of a refresh token only the hash is kept.
 */
final class Grants {
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);

    /** A code that was given out. */
    record Code(Grant grant, String redirectUri, @Nullable String challenge, Instant expires) {}

    private final Journal journal;
    private final Clock clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Grant> refreshTokens = new LinkedHashMap<>();
    private final Map<String, String> families = new HashMap<>();
    private final Map<UUID, UUID> defaultCompanies = new HashMap<>();

    Grants(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.lines().forEach(this::replay);
    }

    synchronized String code(Grant grant, String redirectUri, @Nullable String challenge) {
        codes.values().removeIf(code -> code.expires().isBefore(clock.instant()));
        var code = Tokens.token();
        codes.put(code, new Code(grant, redirectUri, challenge, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** Takes a code: it is gone afterwards, whether the caller accepts it or not. */
    synchronized Optional<Code> takeCode(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(found -> found.expires().isAfter(clock.instant()));
    }

    /** The first token of a family. */
    synchronized String refreshToken(Grant grant) {
        return token(grant, Tokens.token());
    }

    /** The next token of a family. */
    synchronized String successor(Grant grant, String before) {
        return token(grant, family(Tokens.hash(before)));
    }

    private String token(Grant grant, String family) {
        var token = Tokens.token();
        record(new JsonObject()
                .put("token", Tokens.hash(token))
                .put("family", family)
                .put("grant", grant.toJson()));
        return token;
    }

    private String family(String hash) {
        return families.getOrDefault(hash, hash);
    }

    /** Ends every token that came of the same consent as this one, which may have ended itself. */
    synchronized void endFamily(String refreshToken) {
        var family = family(Tokens.hash(refreshToken));
        var hashes = refreshTokens.keySet().stream()
                .filter(hash -> family(hash).equals(family))
                .toList();
        hashes.forEach(hash -> record(new JsonObject().put("ended", hash)));
    }

    synchronized Optional<Grant> grantOf(String refreshToken) {
        return Optional.ofNullable(refreshTokens.get(Tokens.hash(refreshToken)));
    }

    /** Ends a token; false if it was none, so that of two callers only one uses it. */
    synchronized boolean end(String refreshToken) {
        var hash = Tokens.hash(refreshToken);
        boolean known = refreshTokens.containsKey(hash);
        if (known) {
            record(new JsonObject().put("ended", hash));
        }
        return known;
    }

    synchronized void endAll(Predicate<Grant> which) {
        var ended = refreshTokens.entrySet().stream()
                .filter(token -> which.test(token.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        ended.forEach(hash -> record(new JsonObject().put("ended", hash)));
    }

    synchronized Optional<UUID> defaultCompany(UUID user) {
        return Optional.ofNullable(defaultCompanies.get(user));
    }

    synchronized void defaultCompany(UUID user, Optional<UUID> company) {
        record(new JsonObject()
                .put("user", user.toString())
                .put("company", company.map(UUID::toString).orElse(null)));
    }

    private void record(JsonObject line) {
        replay(line);
        journal.append(line);
    }

    private void replay(JsonObject line) {
        if (line.containsKey("token")) {
            var hash = line.getString("token");
            refreshTokens.put(hash, Grant.of(line.getJsonObject("grant")));
            families.put(hash, line.getString("family", hash));
        } else if (line.containsKey("ended")) {
            refreshTokens.remove(line.getString("ended"));
        } else if (line.getString("company") == null) {
            defaultCompanies.remove(UUID.fromString(line.getString("user")));
        } else {
            defaultCompanies.put(UUID.fromString(line.getString("user")), UUID.fromString(line.getString("company")));
        }
    }
}
