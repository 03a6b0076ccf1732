package no.sticos.erp.erp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that is kept as the accounting system's own fields.
 *
 * @param resource what it is
 * @param key its identity, for example {@code <fiscal year id>/1920} for an account
 * @param body all fields as canonical JSON: sorted names, numbers in plain notation with the digits they
 *     came with, unknown fields included
 * @param rowHash see {@link Document}
 * @param booksHash see {@link Document}
 * @param changedAt see {@link Document}
 */
public record Item(
        Resource resource, String key, String body, long rowHash, long booksHash, @Nullable Instant changedAt)
        implements Document {}
