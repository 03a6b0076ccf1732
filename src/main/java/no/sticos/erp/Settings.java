package no.sticos.erp;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
import no.sticos.erp.kernel.Place;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.ledger.HistorySettings;
import no.sticos.erp.ledger.NightSettings;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.mail.MailSettings;
import no.sticos.erp.ops.Telemetry;
import no.sticos.erp.sync.QuotaSettings;
import no.sticos.erp.sync.RemovalSettings;
import no.sticos.erp.sync.SyncSettings;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.ScheduleSettings;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.WebSettings;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conf/gateway.properties} and the environment say, as each room wants to be told; the one place that knows
 * the keys' names. Each room's settings check themselves.
 */
final class Settings {
    private final Keys keys;

    private Settings(Keys keys) {
        this.keys = keys;
    }

    /** The file's settings under the environment's; a missing file is all defaults. */
    static Settings read(Path file, Map<String, String> environment) {
        return new Settings(Keys.read(file, environment));
    }

    static Settings read(String text, Map<String, String> environment) {
        return new Settings(Keys.read(text, environment));
    }

    /** The same with other values for some keys; how the demo says where its own sandbox is. */
    Settings with(Map<String, String> others) {
        return new Settings(keys.with(others));
    }

    boolean has(String key) {
        return keys.has(key);
    }

    String text(String key) {
        return keys.text(key);
    }

    int number(String key) {
        return keys.number(key);
    }

    Secret secret(String key) {
        return keys.secret(key);
    }

    DbSettings db() {
        return new DbSettings(
                keys.text("db.host"),
                keys.number("db.port"),
                keys.text("db.name"),
                keys.text("db.user"),
                keys.secret("db.password"),
                keys.text("db.owner"),
                keys.secret("db.ownerPassword"),
                Boolean.parseBoolean(keys.text("db.tls")),
                keys.has("db.tlsCertificates") ? Path.of(keys.text("db.tlsCertificates")) : null,
                keys.number("db.poolSize"),
                Duration.ofSeconds(30));
    }

    /** The database of the product that {@code consume} runs; never the gateway's. */
    DbSettings productDb() {
        return new DbSettings(
                keys.text("product.db.host"),
                keys.number("product.db.port"),
                keys.required("product.db.name"),
                keys.required("product.db.user"),
                keys.secret("product.db.password"),
                keys.required("product.db.user"),
                keys.secret("product.db.password"),
                Boolean.parseBoolean(keys.text("product.db.tls")),
                keys.has("db.tlsCertificates") ? Path.of(keys.text("db.tlsCertificates")) : null,
                keys.number("db.poolSize"),
                Duration.ofSeconds(30));
    }

    VismaSettings visma() {
        var client = new VismaSettings.OAuthClient(
                keys.required("visma.clientId"),
                keys.secret("visma.clientSecret"),
                URI.create(publicUri() + "/visma/callback"));
        return new VismaSettings(
                keys.uri("visma.identity"), keys.uri("visma.api"), client, VismaSettings.Reading.usual(), quotaPer());
    }

    private VismaSettings.QuotaPer quotaPer() {
        return switch (keys.text("visma.quotaPer")) {
            case "template" -> VismaSettings.QuotaPer.TEMPLATE;
            case "address" -> VismaSettings.QuotaPer.ADDRESS;
            default -> throw new IllegalArgumentException("visma.quotaPer must be template or address");
        };
    }

    OidcSettings signIn() {
        return new OidcSettings(
                keys.uri("signIn.issuer"),
                keys.required("signIn.clientId"),
                keys.secret("signIn.clientSecret"),
                URI.create(publicUri() + "/sign-in/callback"),
                List.of("openid", "profile", "email"),
                new OidcSettings.Claims(
                        keys.text("signIn.claim.firmId"),
                        keys.text("signIn.claim.firmName"),
                        keys.text("signIn.claim.email"),
                        keys.text("signIn.claim.rights"),
                        keys.text("signIn.right.read"),
                        keys.text("signIn.right.use"),
                        keys.text("signIn.right.administer")));
    }

    /** The keyset itself, or what its file holds; there is no start without one. */
    Secret keyset() {
        if (!keys.has("tokens.keysetFile")) {
            return keys.secret("tokens.keyset");
        }
        try {
            return Secret.of(Files.readString(Path.of(keys.text("tokens.keysetFile"))));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the file that tokens.keysetFile names", e);
        }
    }

    KeepAliveSettings keepAlive() {
        return KeepAliveSettings.after(Duration.ofDays(keys.number("tokens.keepAliveDays")));
    }

    SyncSettings sync() {
        return new SyncSettings(
                keys.text("node.name"),
                runsAtOnce(),
                keys.number("db.poolSize"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(keys.number("sync.pollSeconds")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                8);
    }

    /** Each run asks for a connection while a page lands: one that waits for it would be taken for a database away. */
    private int runsAtOnce() {
        int runs = keys.number("sync.runsAtOnce");
        if (runs > keys.number("db.poolSize")) {
            throw new IllegalArgumentException("sync.runsAtOnce must not be more than db.poolSize");
        }
        return runs;
    }

    QuotaSettings quota() {
        return QuotaSettings.perMinute(keys.number("visma.requestsPerMinute"));
    }

    EventSettings events() {
        var subscribers = Subscriber.list(keys.text("events.products"));
        subscribers.forEach(Settings::requireKnownEntities);
        var ack = Duration.ofSeconds(keys.number("events.ackSeconds"));
        return new EventSettings(
                subscribers,
                ack,
                ack.multipliedBy(3),
                Duration.ofSeconds(5),
                keys.number("events.clientsAtOnce"),
                keys.number("events.pageKiB") * 1024,
                EventSettings.PATIENCE);
    }

    /** How this process joins others; empty if it stands alone. */
    Optional<ClusterSettings> cluster() {
        return keys.flag("cluster.enabled")
                ? Optional.of(new ClusterSettings(
                        keys.required("cluster.name"),
                        new Place(keys.required("cluster.host"), keys.number("cluster.port")),
                        keys.number("cluster.busPort"),
                        published(),
                        keys.list("cluster.members"),
                        keys.text("cluster.kubernetesService"),
                        Duration.ofSeconds(keys.number("cluster.heartbeatSeconds")),
                        keys.pem("cluster")))
                : Optional.empty();
    }

    private ClusterSettings.@Nullable Published published() {
        var host = keys.text("cluster.publicHost");
        return host.isEmpty()
                ? null
                : new ClusterSettings.Published(
                        new Place(host, keys.number("cluster.publicPort")), keys.number("cluster.publicBusPort"));
    }

    /** The door for products in other languages; empty if there is none. */
    Optional<BridgeSettings> bridge() {
        return keys.flag("bridge.enabled")
                ? Optional.of(new BridgeSettings(
                        new Place(keys.required("bridge.host"), keys.number("bridge.port")),
                        events().subscribers().stream().map(Subscriber::product).collect(Collectors.toSet()),
                        keys.pem("bridge"),
                        keys.number("bridge.connections"),
                        Duration.ofSeconds(keys.number("bridge.idleSeconds")),
                        BridgeSettings.FRAME_BYTES))
                : Optional.empty();
    }

    private static void requireKnownEntities(Subscriber subscriber) {
        var known = Stream.of(Resource.values()).map(Resource::id).collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(subscriber.entities())) {
            throw new IllegalArgumentException("events.products: " + subscriber.product() + " is to be sent "
                    + new TreeSet<>(subscriber.entities()) + "; known are " + known);
        }
    }

    NightSettings night() {
        return NightSettings.of(keys.text("node.name"), keys.number("night.fromHour"), keys.number("night.untilHour"));
    }

    /** When clients are fetched by themselves, and how many at a time. */
    ScheduleSettings schedule() {
        var usual = new Schedule(
                keys.has("schedule.everyMinutes") ? keys.number("schedule.everyMinutes") : null,
                Span.ofHours(keys.number("schedule.dayFromHour"), keys.number("schedule.dayUntilHour")),
                keys.flag("schedule.nightly"),
                Span.ofHours(keys.number("schedule.nightFromHour"), keys.number("schedule.nightUntilHour")),
                keys.number("schedule.wholeNights"));
        return ScheduleSettings.of(
                usual, keys.number("schedule.mostOpen"), Duration.ofMinutes(keys.number("schedule.catchUpMinutes")));
    }

    HistorySettings history() {
        return HistorySettings.of(keys.number("history.years"));
    }

    RemovalSettings removal() {
        var usual = RemovalSettings.DEFAULT;
        return new RemovalSettings(
                Duration.ofMinutes(keys.number("removal.undoMinutes")), usual.revoking(), usual.pause(), usual.batch());
    }

    /** The server that takes our mail; empty if none is sent. */
    Optional<MailSettings> mail() {
        return keys.has("mail.host")
                ? Optional.of(new MailSettings(
                        keys.text("mail.host"),
                        keys.number("mail.port"),
                        mailTls(),
                        keys.has("mail.user")
                                ? new MailSettings.Login(keys.text("mail.user"), keys.secret("mail.password"))
                                : null,
                        MailAddress.read(keys.required("mail.from"))
                                .orElseThrow(() -> new IllegalArgumentException("mail.from must be a mail address"))))
                : Optional.empty();
    }

    private MailSettings.Tls mailTls() {
        return switch (keys.text("mail.tls")) {
            case "starttls" -> MailSettings.Tls.STARTTLS;
            case "always" -> MailSettings.Tls.ALWAYS;
            case "off" -> MailSettings.Tls.OFF;
            default -> throw new IllegalArgumentException("mail.tls must be starttls, always or off");
        };
    }

    WebSettings web() {
        return new WebSettings(
                keys.text("http.host"),
                keys.number("http.port"),
                URI.create(publicUri()),
                keys.uri("visma.identity"),
                SessionSettings.DEFAULT.absolute());
    }

    /** What people are told in, on pages and by mail; a file that lacks something is refused. */
    Messages messages() {
        return Messages.of(keys.required("language"), Path.of(keys.text("language.folder")));
    }

    /** Where operators ask; empty if nobody may. */
    OptionalInt managementPort() {
        return keys.has("management.port") ? OptionalInt.of(keys.number("management.port")) : OptionalInt.empty();
    }

    /** Metrics always; spans only if a collector for them is named. */
    Telemetry telemetry() {
        return keys.has("tracing.endpoint")
                ? Telemetry.traced(keys.uri("tracing.endpoint"), keys.text("node.name"))
                : Telemetry.untraced();
    }

    /** How people reach the portal, without a slash at the end. */
    String publicUri() {
        return keys.has("http.publicUri")
                ? keys.uri("http.publicUri").toString().replaceAll("/$", "")
                : "http://localhost:" + keys.number("http.port");
    }
}
