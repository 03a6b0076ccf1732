package no.sticos.erp.sandbox.trade;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Dimension;
import no.sticos.erp.sandbox.books.Mix;

/** A company's departments, which people add, rename and remove; nothing stamps them (facts.md §2.3). */
public final class Departments {
    private static final List<String> NAMES = List.of("Administrasjon", "Salg", "Verksted", "Nedlagt avdeling");
    private static final long ADDED = 0x4E455744L;

    private final Books books;
    private final int grown;
    private volatile List<Department> departments;
    private int added;

    /**
     * One of them.
     *
     * @param place counts from 0; its short name follows from it
     */
    public record Department(UUID id, String name, int place, Instant created) {
        Department named(String other) {
            return new Department(id, other, place, created);
        }
    }

    Departments(Books books) {
        this.books = books;
        var ids = Dimension.COST_CENTER_ITEM.ids(books.plan().seed()).toList();
        var created = books.years().get(0).start().atTime(8, 0).toInstant(ZoneOffset.UTC);
        this.grown = ids.size();
        this.departments = IntStream.range(0, grown)
                .mapToObj(place -> new Department(ids.get(place), NAMES.get(place), place, created))
                .toList();
    }

    /** As they stand now. */
    public List<Department> all() {
        return departments;
    }

    /** A new one, that no row is about. */
    @CanIgnoreReturnValue
    public synchronized Department add(String name) {
        int place = grown + added++;
        var made = new Department(Mix.uuid(books.plan().seed() ^ ADDED, place), name, place, books.now());
        departments = Stream.concat(departments.stream(), Stream.of(made)).toList();
        return made;
    }

    /** Gives one another name. */
    @CanIgnoreReturnValue
    public synchronized Department rename(UUID id, String name) {
        var renamed = department(id).named(name);
        departments = departments.stream()
                .map(each -> each.id().equals(id) ? renamed : each)
                .toList();
        return renamed;
    }

    /** Removes one that was added. */
    public synchronized void remove(UUID id) {
        var gone = department(id);
        if (gone.place() < grown) {
            throw new IllegalArgumentException("rows are about " + gone.name());
        }
        departments = departments.stream().filter(each -> !each.id().equals(id)).toList();
    }

    private Department department(UUID id) {
        return departments.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no department " + id));
    }
}
