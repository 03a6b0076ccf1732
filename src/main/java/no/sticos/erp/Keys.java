package no.sticos.erp;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Every key that there is, its default, and its value as one or another type.
 *
 * <p>Reading is a pure function of a text and a map. All keys are known beforehand, so that a misspelt one is refused
 * instead of silently doing nothing. What cannot be read as what it is asked for is refused in a person's words.
 */
final class Keys {
    /** Every key with its default, as the file documents it. */
    static final Map<String, String> DEFAULTS = defaults();

    private static final String ENVIRONMENT = "ERP_";

    private final Map<String, String> values;

    private Keys(Map<String, String> values) {
        this.values = values;
    }

    /** The file's settings under the environment's; a missing file is all defaults. */
    static Keys read(Path file, Map<String, String> environment) {
        try {
            return read(Files.exists(file) ? Files.readString(file) : "", environment);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }

    static Keys read(String text, Map<String, String> environment) {
        var values = new LinkedHashMap<>(DEFAULTS);
        properties(text).forEach((key, value) -> put(values, key.toString(), value.toString(), key.toString()));
        var byVariable = new LinkedHashMap<String, String>();
        DEFAULTS.keySet().forEach(key -> byVariable.put(variable(key), key));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                put(values, byVariable.getOrDefault(name, name), value, name);
            }
        });
        return new Keys(values);
    }

    /** The same with other values for some keys; how the demo says where its own sandbox is. */
    Keys with(Map<String, String> others) {
        var changed = new LinkedHashMap<>(values);
        others.forEach((key, value) -> put(changed, key, value, key));
        return new Keys(changed);
    }

    /** Whether it is set to anything. */
    boolean has(String key) {
        return !text(key).isBlank();
    }

    /** The value, without spaces around it; empty if there is none. */
    String text(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("no such key: " + key);
        }
        return value.strip();
    }

    /** The three files of a room's TLS, all or none; null for none. */
    @Nullable
    PemFiles pem(String room) {
        var keys = Stream.of(".tlsKey", ".tlsCertificate", ".tlsTrust")
                .map(room::concat)
                .toList();
        return keys.stream().noneMatch(this::has)
                ? null
                : new PemFiles(
                        Path.of(required(keys.get(0))), Path.of(required(keys.get(1))), Path.of(required(keys.get(2))));
    }

    /** What stands between commas, in that order. */
    List<String> list(String key) {
        return has(key) ? Stream.of(text(key).split(",", -1)).map(String::strip).toList() : List.of();
    }

    /** {@code true} or {@code false}, and nothing else. */
    boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " must be true or false");
        };
    }

    /** A value that must be there and is never printed. */
    Secret secret(String key) {
        return Secret.of(required(key));
    }

    /** A whole number. */
    int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number", e);
        }
    }

    /** An address, which must be there. */
    URI uri(String key) {
        try {
            return URI.create(required(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " must be an address", e);
        }
    }

    /** A value that must be there. */
    String required(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException(
                    key + " is missing: set it in conf/gateway.properties or as " + variable(key));
        }
        return text(key);
    }

    /** The key's name in the environment. */
    static String variable(String key) {
        return ENVIRONMENT + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static void put(Map<String, String> values, String key, String value, String shown) {
        if (!DEFAULTS.containsKey(key)) {
            throw new IllegalArgumentException(
                    "unknown setting " + shown + "; known are " + new TreeSet<>(DEFAULTS.keySet()));
        }
        values.put(key, value);
    }

    private static Properties properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
        return properties;
    }

    private static Map<String, String> defaults() {
        var keys = new LinkedHashMap<String, String>();
        keys.put("http.host", "127.0.0.1");
        keys.put("http.port", "8080");
        keys.put("http.publicUri", "");
        keys.put("language", "nb");
        keys.put("language.folder", "conf");
        keys.put("db.host", "");
        keys.put("db.port", "5432");
        keys.put("db.name", "erp");
        keys.put("db.user", "erp_gateway");
        keys.put("db.password", "");
        keys.put("db.owner", "erp_owner");
        keys.put("db.ownerPassword", "");
        keys.put("db.tls", "true");
        keys.put("db.tlsCertificates", "");
        keys.put("db.poolSize", "8");
        keys.put("data.folder", "data");
        keys.put("visma.identity", "https://identity.vismaonline.com");
        keys.put("visma.api", "https://eaccountingapi.vismaonline.com/v2");
        keys.put("visma.clientId", "");
        keys.put("visma.clientSecret", "");
        keys.put("visma.requestsPerMinute", "600");
        keys.put("visma.quotaPer", "template");
        keys.put("signIn.issuer", "");
        keys.put("signIn.clientId", "");
        keys.put("signIn.clientSecret", "");
        keys.put("signIn.claim.firmId", "firm_id");
        keys.put("signIn.claim.firmName", "firm_name");
        keys.put("signIn.claim.email", "email");
        keys.put("signIn.claim.rights", "roles");
        keys.put("signIn.right.read", "leser");
        keys.put("signIn.right.use", "bruker");
        keys.put("signIn.right.administer", "administrator");
        keys.put("tokens.keyset", "");
        keys.put("tokens.keysetFile", "");
        keys.put("tokens.keepAliveDays", "7");
        keys.put("identity.key", "");
        keys.put("node.name", "node-1");
        keys.put("sync.runsAtOnce", "6");
        keys.put("schedule.nightly", "true");
        keys.put("schedule.nightFromHour", "22");
        keys.put("schedule.nightUntilHour", "5");
        keys.put("schedule.wholeNights", "7");
        keys.put("schedule.everyMinutes", "");
        keys.put("schedule.dayFromHour", "7");
        keys.put("schedule.dayUntilHour", "17");
        keys.put("schedule.mostOpen", "500");
        keys.put("schedule.catchUpMinutes", "60");
        keys.put("removal.undoMinutes", "10");
        keys.put("events.products", "avstemming, rapport, likviditet");
        keys.put("events.clientsAtOnce", "4");
        keys.put("events.pageKiB", "256");
        keys.put("events.ackSeconds", "30");
        keys.put("cluster.enabled", "false");
        keys.put("cluster.name", "erp-integrasjon");
        keys.put("cluster.host", "127.0.0.1");
        keys.put("cluster.port", "5701");
        keys.put("cluster.busPort", "5711");
        keys.put("cluster.publicHost", "");
        keys.put("cluster.publicPort", "5701");
        keys.put("cluster.publicBusPort", "5711");
        keys.put("cluster.members", "");
        keys.put("cluster.kubernetesService", "");
        keys.put("cluster.heartbeatSeconds", "15");
        keys.put("cluster.tlsKey", "");
        keys.put("cluster.tlsCertificate", "");
        keys.put("cluster.tlsTrust", "");
        keys.put("bridge.enabled", "false");
        keys.put("bridge.host", "127.0.0.1");
        keys.put("bridge.port", "7000");
        keys.put("bridge.connections", "32");
        keys.put("bridge.idleSeconds", "60");
        keys.put("bridge.tlsKey", "");
        keys.put("bridge.tlsCertificate", "");
        keys.put("bridge.tlsTrust", "");
        keys.put("history.years", "5");
        keys.put("night.fromHour", "22");
        keys.put("night.untilHour", "5");
        keys.put("night.spotVouchers", "20");
        keys.put("mail.host", "");
        keys.put("mail.port", "587");
        keys.put("mail.tls", "starttls");
        keys.put("mail.user", "");
        keys.put("mail.password", "");
        keys.put("mail.from", "");
        keys.put("management.host", "127.0.0.1");
        keys.put("management.port", "8082");
        keys.put("tracing.endpoint", "");
        keys.put("sync.pollSeconds", "5");
        keys.put("sandbox.port", "8081");
        keys.put("demo.products", "true");
        keys.put("product.db.host", "");
        keys.put("product.db.port", "5432");
        keys.put("product.db.name", "");
        keys.put("product.db.user", "");
        keys.put("product.db.password", "");
        keys.put("product.db.tls", "true");
        return Map.copyOf(keys);
    }
}
