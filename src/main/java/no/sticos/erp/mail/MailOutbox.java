package no.sticos.erp.mail;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;

/** Where letters are posted, and kept until the mail server has them. */
public final class MailOutbox {
    private final boolean on;
    private final LetterSeal seal;

    /** Keeps letters as {@code seal} encrypts them; {@code on}: whether there is a mail server to take them. */
    public MailOutbox(boolean on, LetterSeal seal) {
        this.on = on;
        this.seal = seal;
    }

    /** Whether mail is sent at all; pages then say so, and nothing is posted. */
    public boolean isOn() {
        return on;
    }

    /** Posts a letter in the caller's transaction, the firm's or the gateway's: it goes if that commits. */
    public Completable post(Tx tx, TenantId tenant, MailAddress to, Letter letter) {
        return Completable.defer(() -> {
            var id = UUID.randomUUID();
            var clear = new JsonObject()
                    .put("subject", letter.subject())
                    .put("text", letter.text())
                    .put("html", letter.html());
            return MailTable.post(tx, tenant, id, to, seal.seal(id, clear.toBuffer()));
        });
    }

    Letter open(MailTable.Taken mail) {
        var clear = new JsonObject(seal.open(mail.id(), mail.letter()));
        return new Letter(clear.getString("subject"), clear.getString("text"), clear.getString("html"));
    }
}
