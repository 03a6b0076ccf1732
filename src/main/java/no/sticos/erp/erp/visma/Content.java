package no.sticos.erp.erp.visma;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a resource's documents are made of.
 *
 * <p>Whatever stands in a list here is checked as a document is read, because the read model gives it a type:
 * one date that is none would otherwise break the view of all documents. What stands nowhere is kept as it is.
 *
 * @param key the fields that together name a document, joined by a slash
 * @param scope the field that a document gets from the query's scope where it has none itself; null if
 *     there is none
 * @param books what the books are made of: a change of these is a change for people
 * @param typed further fields that the read model gives a type
 * @param parts lists of objects, or single objects, inside a document
 * @param passing fields that say nothing of this document itself, and change when another does; stored, but
 *     in no hash, so that they can be old
 * @param personal fields that may hold a personal identity number and are dropped if they do
 * @param dropped fields that are never kept
 */
record Content(
        List<Field> key,
        @Nullable String scope,
        List<Field> books,
        List<Field> typed,
        List<Part> parts,
        Set<String> passing,
        Set<String> personal,
        Set<String> dropped) {

    /**
     * Objects inside a document.
     *
     * @param name the field that holds them
     * @param fields their fields
     * @param books whether the books are made of them
     */
    record Part(String name, List<Field> fields, boolean books) {}

    static Content keyed(Field... key) {
        return new Content(
                Stream.of(key).map(Field::needed).toList(),
                null,
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of());
    }

    /** A key that may be missing: there is only one such document. */
    static Content only(Field key) {
        return new Content(List.of(key), null, List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of());
    }

    Content scopedBy(String field) {
        return new Content(key, field, books, typed, parts, passing, personal, dropped);
    }

    Content books(Field... fields) {
        return new Content(key, scope, List.of(fields), typed, parts, passing, personal, dropped);
    }

    Content typed(Field... fields) {
        return new Content(key, scope, books, List.of(fields), parts, passing, personal, dropped);
    }

    /** Objects that the books are made of. */
    Content rows(String name, Field... fields) {
        return part(new Part(name, List.of(fields), true));
    }

    /** Objects that the books are not made of. */
    Content details(String name, Field... fields) {
        return part(new Part(name, List.of(fields), false));
    }

    Content passing(String... names) {
        return new Content(key, scope, books, typed, parts, Set.of(names), personal, dropped);
    }

    Content personal(String... names) {
        return new Content(key, scope, books, typed, parts, passing, Set.of(names), dropped);
    }

    Content dropped(String... names) {
        return new Content(key, scope, books, typed, parts, passing, personal, Set.of(names));
    }

    /** All names that are written here, those of the parts' fields too. */
    Stream<String> names() {
        var fields = Stream.of(key, books, typed).flatMap(List::stream).map(Field::name);
        var inside = parts.stream()
                .flatMap(part -> Stream.concat(
                        Stream.of(part.name()), part.fields().stream().map(Field::name)));
        var others = Stream.of(passing, personal, dropped).flatMap(Set::stream);
        return Stream.of(fields, inside, others).flatMap(each -> each);
    }

    private Content part(Part part) {
        var all = Stream.concat(parts.stream(), Stream.of(part)).toList();
        return new Content(key, scope, books, typed, all, passing, personal, dropped);
    }
}
