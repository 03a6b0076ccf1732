package no.sticos.erp.erp.visma;

import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.erp.Query;

/**
 * Everything that we read from Visma; for people it stands in {@code src/docs/resources.md}.
 *
 * <p>A resource that is asked for in two ways has two lines.
 */
final class ResourceTable {
    static final List<VismaResource> ALL = Stream.concat(BooksResources.ALL.stream(), RegisterResources.ALL.stream())
            .toList();

    private ResourceTable() {}

    /** The line that answers {@code query}. */
    static VismaResource of(Query query) {
        return ALL.stream()
                .filter(each -> each.answers(query))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no list for " + query));
    }
}
