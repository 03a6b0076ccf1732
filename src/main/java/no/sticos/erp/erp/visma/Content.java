package no.sticos.erp.erp.visma;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resource's documents are made of.
 *
 * @param key the fields that together name a document, joined by a slash
 * @param scope the field that a document gets from the query's scope where it has none itself; null if
 *     there is none
 * @param books what the books are made of; a required one must be there
 * @param passing fields that change without anything having changed; stored, but in no hash
 * @param personal fields that may hold a personal identity number and are dropped if they do
 */
record Content(List<Field> key, @Nullable String scope, List<Field> books, Set<String> passing, Set<String> personal) {
    static Content of(List<Field> key, List<Field> books) {
        return new Content(key, null, books, Set.of(), Set.of());
    }

    Content scopedBy(String field) {
        return new Content(key, field, books, passing, personal);
    }
}
