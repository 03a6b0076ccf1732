package no.sticos.erp.mail;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** Encrypts a letter for its row; kept by connect, which holds the keys. */
public interface LetterSeal {
    /** The letter as it may be stored for this mail. */
    Buffer seal(UUID mail, Buffer letter);

    /** The letter that was sealed for this mail; any other does not open. */
    Buffer open(UUID mail, Buffer sealed);
}
