package no.sticos.erp.ledger;

import io.vertx.rxjava3.sqlclient.Row;
import java.util.Arrays;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.StoredForm;
import no.sticos.erp.kernel.Fault;

/**
 * A stored version of a document that is kept as the accounting system's own fields.
 *
 * @param placed whether a version can stand where it does
 */
record StoredItem(
        String resource,
        int fromGen,
        int doc,
        String key,
        long rowHash,
        long booksHash,
        short hashVersion,
        String body,
        boolean placed) {
    static StoredItem read(Row row) {
        return new StoredItem(
                row.getString("resource"),
                row.getInteger("from_gen"),
                row.getInteger("doc"),
                row.getString("key"),
                row.getLong("row_hash"),
                row.getLong("books_hash"),
                row.getShort("hash_version"),
                row.getString("body"),
                row.getBoolean("placed"));
    }

    /** Whether key, hashes and body still belong together; what an older algorithm hashed is left to its seal. */
    boolean isWhole(StoredForm form) {
        return placed && hashVersion <= ContentHash.VERSION && (hashVersion < ContentHash.VERSION || isAsHashed(form));
    }

    IntegrityFault fault() {
        return new IntegrityFault(resource, fromGen, doc, IntegrityFault.Kind.CONTENT);
    }

    private boolean isAsHashed(StoredForm form) {
        var known = Arrays.stream(Resource.values())
                .filter(each -> each.id().equals(resource))
                .findFirst();
        try {
            return known.isPresent() && isAsHashed(form, known.get());
        } catch (Fault unreadable) {
            // It could be read when it came: that it cannot now is what we look for.
            return false;
        }
    }

    private boolean isAsHashed(StoredForm form, Resource known) {
        var again = form.item(known, body);
        return again.key().equals(key)
                && again.rowHash() == rowHash
                && again.booksHash() == booksHash
                && again.body().equals(JsonValue.canonical(body));
    }
}
