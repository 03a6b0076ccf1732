package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpClientRequest;
import io.vertx.rxjava3.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.db.DatabaseCheckup;
import no.sticos.erp.db.Migrations;
import no.sticos.erp.mail.MailCheckup;

/**
 * {@code doctor}: looks at what the gateway needs and says, a line each, whether it is there and what to do if
 * not. Changes nothing, and prints no secret.
 */
final class DoctorCommand {
    private static final int OLDEST_POSTGRES = 150_000;
    /** Sign-in tokens are valid for minutes and are judged by this machine's clock. */
    private static final Duration WORST_CLOCK = Duration.ofSeconds(30);

    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final Settings settings;
    private final AtomicBoolean well = new AtomicBoolean(true);

    private DoctorCommand(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Prints the findings and gives whether all is well. */
    static boolean run(Settings settings) {
        var vertx = Vertx.vertx();
        var doctor = new DoctorCommand(vertx, settings);
        Lifetime.await(doctor.examine().andThen(vertx.rxClose()));
        return doctor.well.get();
    }

    /**
     * One thing to look at.
     *
     * @param look gives what is well, in words; fails with what is not
     * @param remedy what to do then
     */
    private record Check(String name, Single<String> look, String remedy) {}

    private Completable examine() {
        return Flowable.fromIterable(checks()).concatMapCompletable(this::carryOut, 1);
    }

    private List<Check> checks() {
        return List.of(
                settingsOf("settings: portal", settings::web),
                settingsOf("settings: language", settings::messages),
                settingsOf("settings: runs", settings::sync),
                settingsOf("settings: schedules", settings::schedule),
                settingsOf("settings: Visma", settings::visma),
                settingsOf("settings: sign-in", settings::signIn),
                settingsOf("settings: database", settings::db),
                settingsOf("settings: products", settings::events),
                settingsOf("settings: cluster", settings::cluster),
                settingsOf("settings: bridge", settings::bridge),
                settingsOf("settings: mail", settings::mail),
                new Check(
                        "token keys",
                        told("the key set opens", () -> new TokenCipher(settings.keyset())),
                        "set tokens.keysetFile to a Tink key set in JSON that this user may read"),
                new Check(
                        "identity key",
                        told("long enough", () -> new IdentityReader(settings.secret("identity.key"))),
                        "set identity.key, and never change it afterwards"),
                new Check(
                        "database", database(), "see that it is up, the roles are as in the README, the clocks right"),
                new Check("schema", schema(), "run the command migrate"),
                new Check("sign-in", signIn(), "check signIn.issuer and the way there"),
                new Check("Visma identity", reached("visma.identity"), "check visma.identity and the way there"),
                new Check("Visma API", reached("visma.api"), "check visma.api and the way there"),
                new Check("mail", mail(), "check mail.host, mail.port, mail.tls and the way there"));
    }

    private Completable carryOut(Check check) {
        return check.look
                .timeout(
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS,
                        RxHelper.scheduler(vertx),
                        Single.error(
                                () -> new IllegalStateException("no answer within " + PATIENCE_SECONDS + " seconds")))
                .doOnSuccess(says -> System.out.printf("OK    %-18s %s%n", check.name, says))
                .ignoreElement()
                .onErrorComplete(error -> {
                    well.set(false);
                    System.out.printf("FAIL  %-18s %s; to do: %s%n", check.name, inOneLine(error), check.remedy);
                    return true;
                });
    }

    private static Check settingsOf(String name, Supplier<?> read) {
        return new Check(name, told("complete", read), "set it in conf/gateway.properties or the environment");
    }

    /** Reading is the check: each room's settings refuse what cannot work. */
    private static Single<String> told(String well, Supplier<?> read) {
        return Single.fromCallable(read::get).map(there -> well);
    }

    private Single<String> database() {
        return Single.fromCallable(settings::db)
                .flatMap(db -> new DatabaseCheckup(vertx, db).look())
                .map(DoctorCommand::judged);
    }

    private static String judged(DatabaseCheckup.Findings found) {
        require(found.versionNumber() >= OLDEST_POSTGRES, "Postgres " + found.version() + " is older than 15");
        require(found.harmless(), "the gateway's role has rights of its own");
        require(found.unprotected().isEmpty(), "without row-level security: " + found.unprotected());
        require(
                found.clockAhead().abs().compareTo(WORST_CLOCK) < 0,
                "the clocks differ by " + found.clockAhead().toSeconds() + " seconds");
        return "Postgres " + found.version() + ", a role without rights of its own, row-level security, clocks within "
                + found.clockAhead().abs().toMillis() + " ms";
    }

    private Single<String> schema() {
        return vertx.rxExecuteBlocking(() -> new Migrations(settings.db()).missing())
                .toSingle()
                .map(missing -> {
                    require(missing == 0, missing + " steps are missing");
                    return "up to date";
                });
    }

    private Single<String> signIn() {
        return Single.fromCallable(settings::signIn)
                .map(oidc ->
                        new OAuth2Options().setSite(oidc.issuer().toString()).setClientId(oidc.clientId()))
                .flatMap(options -> OpenIDConnectAuth.rxDiscover(vertx, options))
                .map(found -> settings.text("signIn.issuer") + " describes itself");
    }

    /** To be without is a choice, and is said. */
    private Single<String> mail() {
        return Single.fromCallable(settings::mail)
                .flatMap(mail -> mail.isEmpty()
                        ? Single.just("off: invitations are links to copy, and nobody is alerted")
                        : new MailCheckup(vertx, mail.get()).greets().map(this::judgedMail));
    }

    private String judgedMail(boolean greets) {
        require(greets, settings.text("mail.host") + " does not greet as a mail server");
        return settings.text("mail.host") + " greets";
    }

    /** Any answer will do: what is asked is whether there is a way, a name and a trusted certificate. */
    private Single<String> reached(String key) {
        return Single.fromCallable(() -> URI.create(settings.text(key)))
                .map(address -> new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address.toString()))
                .flatMap(vertx.createHttpClient()::rxRequest)
                .flatMap(HttpClientRequest::rxSend)
                .map(answer -> settings.text(key) + " answers");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static String inOneLine(Throwable error) {
        var message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return message.isBlank() ? error.getClass().getSimpleName() : message;
    }
}
