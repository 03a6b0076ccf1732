package no.sticos.erp.mail;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.mail.MailClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Speaks to the mail server, one mail at a time over one connection. */
final class Smtp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "ERP-integrasjon";

    private final MailClient client;
    private final MailSettings settings;
    private final Scheduler timer;

    Smtp(Vertx vertx, MailSettings settings, Scheduler timer) {
        this.client = MailClient.create(vertx, config(settings));
        this.settings = settings;
        this.timer = timer;
    }

    /** What the server made of a mail. */
    enum Answer {
        /** It has it. */
        SENT,
        /** It will never take it: there is no such recipient, or it does not want what we say. */
        REFUSED,
        /** It may take it later, or nobody answered. */
        LATER
    }

    /**
     * What came of a try.
     *
     * @param answer what the server made of it
     * @param why for the log: a reply code or an error's kind, never the server's words, which repeat addresses
     */
    record Outcome(Answer answer, String why) {}

    /** Sends it. The same mail sent again has the same {@code Message-ID}, so that a reader's server can tell. */
    Single<Outcome> send(UUID id, MailAddress to, Letter letter) {
        return client.rxSendMail(message(id, to, letter))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, timer)
                .map(result -> new Outcome(Answer.SENT, ""))
                .onErrorReturn(Smtp::outcome);
    }

    private MailMessage message(UUID id, MailAddress to, Letter letter) {
        var headers = HttpHeaders.headers()
                .add("Message-ID", "<" + id + "@" + settings.from().domain() + ">")
                .add("Auto-Submitted", "auto-generated");
        return new MailMessage()
                .setFrom(NAME + " <" + settings.from().text() + ">")
                .setTo(to.text())
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                .setHeaders(headers);
    }

    /** 55x is about this mail (RFC 5321 §4.2.3). The rest of 5xx is about us, and may be put right. */
    private static Outcome outcome(Throwable error) {
        if (error instanceof SMTPException said) {
            int code = said.getReplyCode();
            return new Outcome(code >= 550 && code < 560 ? Answer.REFUSED : Answer.LATER, Integer.toString(code));
        }
        return new Outcome(Answer.LATER, error.getClass().getSimpleName());
    }

    private static MailConfig config(MailSettings settings) {
        var config = new MailConfig(settings.host(), settings.port())
                .setStarttls(
                        settings.tls() == MailSettings.Tls.STARTTLS
                                ? StartTLSOptions.REQUIRED
                                : StartTLSOptions.DISABLED)
                .setSsl(settings.tls() == MailSettings.Tls.ALWAYS)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setMaxPoolSize(1)
                .setKeepAlive(false)
                .setUserAgent(NAME);
        var login = settings.login();
        return login == null
                ? config.setLogin(LoginOption.DISABLED)
                : config.setLogin(LoginOption.REQUIRED)
                        .setUsername(login.user())
                        .setPassword(login.password().reveal());
    }
}
