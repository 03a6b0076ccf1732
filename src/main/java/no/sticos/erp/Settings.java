package no.sticos.erp;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.cluster.ClusterSettings;
import no.sticos.erp.connect.KeepAliveSettings;
import no.sticos.erp.connect.OidcSettings;
import no.sticos.erp.connect.SessionSettings;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.visma.VismaSettings;
import no.sticos.erp.events.BridgeSettings;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.ledger.HistorySettings;
import no.sticos.erp.ledger.NightSettings;
import no.sticos.erp.ops.Telemetry;
import no.sticos.erp.sync.RemovalSettings;
import no.sticos.erp.sync.SyncSettings;
import no.sticos.erp.web.shell.WebSettings;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conf/gateway.properties} and the environment say; the one place that knows the keys' names.
 *
 * <p>Reading is a pure function of a text and a map. All keys are known beforehand with their defaults, so
 * that a misspelt one is refused instead of silently doing nothing. Each room's settings check themselves.
 */
final class Settings {
    /** Every key with its default, as the file documents it. */
    static final Map<String, String> DEFAULTS = defaults();

    private static final String ENVIRONMENT = "ERP_";

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    /** The file's settings under the environment's; a missing file is all defaults. */
    static Settings read(Path file, Map<String, String> environment) {
        try {
            return read(Files.exists(file) ? Files.readString(file) : "", environment);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }

    static Settings read(String text, Map<String, String> environment) {
        var values = new LinkedHashMap<>(DEFAULTS);
        properties(text).forEach((key, value) -> put(values, key.toString(), value.toString(), key.toString()));
        var byVariable = new LinkedHashMap<String, String>();
        DEFAULTS.keySet().forEach(key -> byVariable.put(variable(key), key));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT)) {
                put(values, byVariable.getOrDefault(name, name), value, name);
            }
        });
        return new Settings(values);
    }

    /** The same with other values for some keys; how the demo says where its own sandbox is. */
    Settings with(Map<String, String> others) {
        var changed = new LinkedHashMap<>(values);
        others.forEach((key, value) -> put(changed, key, value, key));
        return new Settings(changed);
    }

    boolean has(String key) {
        return !text(key).isBlank();
    }

    String text(String key) {
        var value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("no such key: " + key);
        }
        return value.strip();
    }

    DbSettings db() {
        return new DbSettings(
                text("db.host"),
                number("db.port"),
                text("db.name"),
                text("db.user"),
                secret("db.password"),
                text("db.owner"),
                secret("db.ownerPassword"),
                Boolean.parseBoolean(text("db.tls")),
                has("db.tlsCertificates") ? Path.of(text("db.tlsCertificates")) : null,
                number("db.poolSize"),
                Duration.ofSeconds(30));
    }

    /** The database of the product that {@code consume} runs; never the gateway's. */
    DbSettings productDb() {
        return new DbSettings(
                text("product.db.host"),
                number("product.db.port"),
                required("product.db.name"),
                required("product.db.user"),
                secret("product.db.password"),
                required("product.db.user"),
                secret("product.db.password"),
                Boolean.parseBoolean(text("product.db.tls")),
                has("db.tlsCertificates") ? Path.of(text("db.tlsCertificates")) : null,
                number("db.poolSize"),
                Duration.ofSeconds(30));
    }

    VismaSettings visma() {
        var client = new VismaSettings.OAuthClient(
                required("visma.clientId"), secret("visma.clientSecret"), publicUri("/visma/callback"));
        return new VismaSettings(uri("visma.identity"), uri("visma.api"), client, VismaSettings.Reading.usual());
    }

    OidcSettings signIn() {
        return new OidcSettings(
                uri("signIn.issuer"),
                required("signIn.clientId"),
                secret("signIn.clientSecret"),
                publicUri("/sign-in/callback"),
                List.of("openid", "profile"),
                new OidcSettings.Claims(
                        text("signIn.claim.firmId"),
                        text("signIn.claim.firmName"),
                        text("signIn.claim.rights"),
                        text("signIn.right.read"),
                        text("signIn.right.use"),
                        text("signIn.right.administer")));
    }

    /** The keyset itself, or what its file holds; there is no start without one. */
    Secret keyset() {
        if (!has("tokens.keysetFile")) {
            return secret("tokens.keyset");
        }
        try {
            return Secret.of(Files.readString(Path.of(text("tokens.keysetFile"))));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the file that tokens.keysetFile names", e);
        }
    }

    KeepAliveSettings keepAlive() {
        return KeepAliveSettings.after(Duration.ofDays(number("tokens.keepAliveDays")));
    }

    SyncSettings sync() {
        return new SyncSettings(
                text("node.name"),
                number("sync.runsAtOnce"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(number("sync.pollSeconds")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                8,
                number("visma.requestsPerMinute"));
    }

    EventSettings events() {
        var subscribers = Subscriber.list(text("events.products"));
        subscribers.forEach(Settings::requireKnownEntities);
        var ack = Duration.ofSeconds(number("events.ackSeconds"));
        return new EventSettings(
                subscribers,
                ack,
                ack.multipliedBy(3),
                Duration.ofSeconds(5),
                number("events.clientsAtOnce"),
                number("events.pageKiB") * 1024,
                EventSettings.PATIENCE);
    }

    /** How this process joins others; empty if it stands alone. */
    Optional<ClusterSettings> cluster() {
        return flag("cluster.enabled")
                ? Optional.of(new ClusterSettings(
                        required("cluster.name"),
                        new Place(required("cluster.host"), number("cluster.port")),
                        number("cluster.busPort"),
                        published(),
                        list("cluster.members"),
                        text("cluster.kubernetesService"),
                        Duration.ofSeconds(number("cluster.heartbeatSeconds")),
                        pem("cluster")))
                : Optional.empty();
    }

    private ClusterSettings.@Nullable Published published() {
        var host = text("cluster.publicHost");
        return host.isEmpty()
                ? null
                : new ClusterSettings.Published(
                        new Place(host, number("cluster.publicPort")), number("cluster.publicBusPort"));
    }

    /** The door for products in other languages; empty if there is none. */
    Optional<BridgeSettings> bridge() {
        return flag("bridge.enabled")
                ? Optional.of(new BridgeSettings(
                        new Place(required("bridge.host"), number("bridge.port")),
                        events().subscribers().stream().map(Subscriber::product).collect(Collectors.toSet()),
                        pem("bridge"),
                        number("bridge.connections"),
                        Duration.ofSeconds(number("bridge.idleSeconds")),
                        BridgeSettings.FRAME_BYTES))
                : Optional.empty();
    }

    /** The three files of a room's TLS, all or none; null for none. */
    private @Nullable PemFiles pem(String room) {
        var keys = Stream.of(".tlsKey", ".tlsCertificate", ".tlsTrust")
                .map(room::concat)
                .toList();
        return keys.stream().noneMatch(this::has)
                ? null
                : new PemFiles(
                        Path.of(required(keys.get(0))), Path.of(required(keys.get(1))), Path.of(required(keys.get(2))));
    }

    private List<String> list(String key) {
        return has(key) ? Stream.of(text(key).split(",", -1)).map(String::strip).toList() : List.of();
    }

    private boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " must be true or false");
        };
    }

    private static void requireKnownEntities(Subscriber subscriber) {
        var known = Stream.of(Resource.values()).map(Resource::id).collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(subscriber.entities())) {
            throw new IllegalArgumentException("events.products: " + subscriber.product() + " is to be sent "
                    + new TreeSet<>(subscriber.entities()) + "; known are " + known);
        }
    }

    NightSettings night() {
        return NightSettings.of(text("node.name"), number("night.fromHour"), number("night.untilHour"));
    }

    HistorySettings history() {
        return HistorySettings.of(number("history.years"));
    }

    RemovalSettings removal() {
        var usual = RemovalSettings.DEFAULT;
        return new RemovalSettings(
                Duration.ofMinutes(number("removal.undoMinutes")), usual.revoking(), usual.pause(), usual.batch());
    }

    WebSettings web() {
        return new WebSettings(
                text("http.host"),
                number("http.port"),
                uri("http.publicUri"),
                uri("visma.identity"),
                SessionSettings.DEFAULT.absolute());
    }

    /** Where operators ask; empty if nobody may. */
    OptionalInt managementPort() {
        return has("management.port") ? OptionalInt.of(number("management.port")) : OptionalInt.empty();
    }

    /** Metrics always; spans only if a collector for them is named. */
    Telemetry telemetry() {
        return has("tracing.endpoint")
                ? Telemetry.traced(uri("tracing.endpoint"), text("node.name"))
                : Telemetry.untraced();
    }

    Secret secret(String key) {
        return Secret.of(required(key));
    }

    int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number", e);
        }
    }

    private URI publicUri(String path) {
        return URI.create(text("http.publicUri").replaceAll("/$", "") + path);
    }

    private URI uri(String key) {
        try {
            return URI.create(required(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " must be an address", e);
        }
    }

    private String required(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException(
                    key + " is missing: set it in conf/gateway.properties or as " + variable(key));
        }
        return text(key);
    }

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
        keys.put("http.publicUri", "http://localhost:8080");
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
        keys.put("signIn.issuer", "");
        keys.put("signIn.clientId", "");
        keys.put("signIn.clientSecret", "");
        keys.put("signIn.claim.firmId", "firm_id");
        keys.put("signIn.claim.firmName", "firm_name");
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
