package no.sticos.erp.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client's published books are.
 *
 * @param gen the current generation; 0 when nothing has been published
 * @param stage the stage that published it
 * @param coverage ids of the resources that are whole in it
 * @param reason why it is partial, a cause's key; null if it is not
 */
public record BooksState(int gen, Optional<Stage> stage, List<String> coverage, @Nullable String reason) {
    /** Books of which nothing has been published. */
    public static final BooksState EMPTY = new BooksState(0, Optional.empty(), List.of(), null);

    /** Keeps its own copy. */
    public BooksState {
        coverage = List.copyOf(coverage);
    }
}
