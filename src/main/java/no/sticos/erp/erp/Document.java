package no.sticos.erp.erp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing as the accounting system has it, with the hashes that tell whether it changed.
 *
 * <p>{@code rowHash} covers all content but the resource's volatile fields and decides what is stored;
 * {@code booksHash} covers only what the books are made of (amounts, accounts, dates, numbers, parties)
 * and decides what counts as a change for people: a new field at Visma must not look like a changed
 * voucher. Both are made by {@link ContentHash} at {@link ContentHash#VERSION}.
 */
public sealed interface Document permits Item, Voucher {
    /** The resource it belongs to. */
    Resource resource();

    /** The document's identity within the resource and the client; never empty. */
    String key();

    /** Hash of everything that is stored. */
    long rowHash();

    /** Hash of what the books are made of. */
    long booksHash();

    /** When it last changed, by the accounting system's clock; null where it does not tell. */
    @Nullable
    Instant changedAt();
}
