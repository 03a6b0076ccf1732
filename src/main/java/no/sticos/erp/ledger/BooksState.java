package no.sticos.erp.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a client's published books are.
 *
 * @param gen the current generation; 0 when nothing has been published
 * @param stage the stage that published it
 * @param verdict what was proved of it last
 * @param coverage ids of the resources that are whole in it
 * @param gaps those that are not
 */
public record BooksState(
        int gen, Optional<Stage> stage, Optional<Verdict> verdict, List<String> coverage, List<Gap> gaps) {
    /** Books of which nothing has been published. */
    public static final BooksState EMPTY = new BooksState(0, Optional.empty(), Optional.empty(), List.of(), List.of());

    /** Keeps its own copies. */
    public BooksState {
        coverage = List.copyOf(coverage);
        gaps = List.copyOf(gaps);
    }

    /** Whether they were proved, and found right. */
    public boolean isProvedRight() {
        return verdict.filter(found -> found == Verdict.OK).isPresent();
    }
}
