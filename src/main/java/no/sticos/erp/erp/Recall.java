package no.sticos.erp.erp;

import org.jspecify.annotations.Nullable;

/** What is known of pages that were landed before. Asked on a worker thread, so it must not wait for anything. */
@FunctionalInterface
public interface Recall {
    /** For lists of which nothing is kept. */
    Recall NOTHING = new Recall() {
        @Override
        public @Nullable KnownPage page(String request) {
            return null;
        }

        @Override
        public boolean isKept() {
            return false;
        }
    };

    /** For lists that are kept, and of which nothing is known yet. */
    Recall FRESH = request -> null;

    /** The page that this request brought the last time it was read; null if none is known. */
    @Nullable
    KnownPage page(String request);

    /** Whether pages of this list are worth a digest. */
    default boolean isKept() {
        return true;
    }
}
