package no.sticos.erp.clients;

import java.util.Locale;

/** What the person who answers for a client can be told by mail; each can be switched off. */
public enum AlertKind {
    /** Its sign-in at the accounting system has ended. */
    SIGN_IN,
    /** Its books differ from the accounting system's own figures, or are held back. */
    PROOF,
    /** Its figures have become old. */
    AGE;

    /** Its word in message keys and forms. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
