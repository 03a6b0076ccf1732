package no.sticos.erp;

import io.vertx.core.Verticle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.connect.Chore;
import no.sticos.erp.connect.Housekeeping;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.mail.MailOutbox;
import no.sticos.erp.mail.MailSettings;
import no.sticos.erp.mail.Postman;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Letters: where they are posted, and who brings them to the mail server if there is one. */
final class MailRoom {
    private static final Logger log = LoggerFactory.getLogger(MailRoom.class);
    private static final Duration ROUNDS = Duration.ofSeconds(5);

    final MailOutbox outbox;
    private final Ground ground;
    private final Optional<MailSettings> server;

    MailRoom(Ground ground) {
        this.ground = ground;
        this.server = ground.settings().mail();
        this.outbox = new MailOutbox(
                server.isPresent(), new TokenCipher(ground.settings().keyset()).letters());
    }

    /** Brings letters on their way; none without a mail server. */
    List<Verticle> postman() {
        if (server.isEmpty()) {
            log.info("mail is off, since mail.host is not set: invitations are links to copy, and nobody is alerted");
        }
        return server.<Verticle>map(this::postman).stream().toList();
    }

    private Housekeeping postman(MailSettings settings) {
        var postman = new Postman(ground.vertx(), ground.database(), outbox, settings, ground.timer());
        return new Housekeeping(List.of(new Chore("letters", postman.deliver())), ROUNDS);
    }
}
