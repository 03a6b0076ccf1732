package no.sticos.erp.clients;

import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import no.sticos.erp.kernel.Orgnr;
import org.jspecify.annotations.Nullable;

/**
 * What tells a client company from others, as far as the accounting system says.
 *
 * @param kind which of the others is set
 * @param orgnr only of kind {@code ORGNR}
 * @param personalHash only of kind {@code PERSONAL}: a keyed hash, fit for equality and nothing else
 * @param text only of kind {@code INVALID}: what was written, unless it could hold a personal number
 */
public record ClientIdentity(Kind kind, @Nullable Orgnr orgnr, @Nullable Buffer personalHash, @Nullable String text) {

    /** How a company is known. */
    public enum Kind {
        /** By a Norwegian orgnr. */
        ORGNR,
        /** By a person's own number, which is never kept. */
        PERSONAL,
        /** The accounting system has none. */
        MISSING,
        /** The accounting system has something else. */
        INVALID
    }

    /** As a row has it in the columns {@code identity_kind}, {@code orgnr}, {@code personal_hash}, {@code identity_text}. */
    public static ClientIdentity read(Row row) {
        var orgnr = row.getString("orgnr");
        return new ClientIdentity(
                Kind.valueOf(row.getString("identity_kind")),
                orgnr == null ? null : new Orgnr(orgnr),
                row.getBuffer("personal_hash"),
                row.getString("identity_text"));
    }

    static ClientIdentity of(Orgnr orgnr) {
        return new ClientIdentity(Kind.ORGNR, orgnr, null, null);
    }

    static ClientIdentity personal(Buffer hash) {
        return new ClientIdentity(Kind.PERSONAL, null, hash, null);
    }

    static ClientIdentity missing() {
        return new ClientIdentity(Kind.MISSING, null, null, null);
    }

    static ClientIdentity invalid(@Nullable String shown) {
        return new ClientIdentity(Kind.INVALID, null, null, shown);
    }

    @Override
    public String toString() {
        return orgnr == null ? kind.name() : orgnr.digits();
    }
}
