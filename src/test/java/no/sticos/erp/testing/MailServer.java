package no.sticos.erp.testing;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.mail.MailSettings;

/** A mail server that we did not write, at a port of its own, that can go away and come back. */
public final class MailServer implements AutoCloseable {
    private static final MailAddress FROM = new MailAddress("erp@sticos.example");

    private final int port = Ports.free();
    private final String protocol;
    private final List<Received> all = new ArrayList<>();
    /** How many mails with each {@code Message-ID} of the running server are in {@code all}. */
    private final Map<String, Integer> known = new HashMap<>();

    private GreenMail server;

    /**
     * A mail as its reader's program has it.
     *
     * @param to the one recipient
     * @param subject decoded
     * @param text the plain part
     * @param html the other part
     * @param id its {@code Message-ID}
     * @param raw its headers as they came
     */
    public record Received(String to, String subject, String text, String html, String id, String raw) {}

    /** Speaks SMTP in the open and takes mail from anybody. */
    public MailServer() {
        this(ServerSetup.PROTOCOL_SMTP);
    }

    private MailServer(String protocol) {
        this.protocol = protocol;
        this.server = started();
    }

    /** Speaks TLS from the first byte, with a certificate that nobody vouches for. */
    public static MailServer untrusted() {
        return new MailServer(ServerSetup.PROTOCOL_SMTPS);
    }

    /** How it is reached, without signing in. */
    public MailSettings settings() {
        var tls = protocol.equals(ServerSetup.PROTOCOL_SMTPS) ? MailSettings.Tls.ALWAYS : MailSettings.Tls.OFF;
        return new MailSettings("127.0.0.1", port, tls, null, FROM);
    }

    /** How it is reached as this user. */
    public MailSettings settings(String user, String password) {
        var login = new MailSettings.Login(user, Secret.of(password));
        return new MailSettings("127.0.0.1", port, MailSettings.Tls.OFF, login, FROM);
    }

    /** From now on only these may send. */
    public void demandLogin(String user, String password) {
        server.getManagers().getUserManager().setAuthRequired(true);
        server.setUser(user + "@sticos.example", user, password);
    }

    /** Nobody answers any more. */
    public void stop() {
        note();
        known.clear();
        server.stop();
    }

    /** Somebody answers again. */
    public void start() {
        server = started();
    }

    /** Everything that it ever took, in the order in which it was first seen; a mail that came twice is there twice. */
    public synchronized List<Received> received() {
        note();
        return List.copyOf(all);
    }

    /** Waits until there are so many. */
    public List<Received> await(int count) {
        Await.until(Duration.ofSeconds(20), () -> received().size() >= count, () -> count + " mails: " + received());
        return received();
    }

    @Override
    public void close() {
        server.stop();
    }

    private GreenMail started() {
        var setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        var fresh = new GreenMail(setup)
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        fresh.start();
        return fresh;
    }

    /** The server keeps its mails by reader, whatever their order. */
    private synchronized void note() {
        var left = new HashMap<>(known);
        for (var message : server.getReceivedMessages()) {
            var mail = read(message);
            if (left.merge(mail.id(), -1, Integer::sum) < 0) {
                all.add(mail);
                known.merge(mail.id(), 1, Integer::sum);
            }
        }
    }

    private static Received read(MimeMessage message) {
        try {
            var parts = (Multipart) message.getContent();
            var headers = new StringBuilder();
            message.getAllHeaderLines().asIterator().forEachRemaining(line -> headers.append(line)
                    .append('\n'));
            return new Received(
                    message.getAllRecipients()[0].toString(),
                    message.getSubject(),
                    text(parts.getBodyPart(0)),
                    text(parts.getBodyPart(1)),
                    message.getMessageID(),
                    headers.toString());
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail that cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(BodyPart part) throws MessagingException, IOException {
        return part.getContent().toString().replace("\r\n", "\n");
    }
}
