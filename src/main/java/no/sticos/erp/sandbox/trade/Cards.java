package no.sticos.erp.sandbox.trade;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Mix;

/**
 * The cards of customers or of suppliers, which people add, rename and remove. Safe on any thread.
 *
 * <p>Invoices go to those that grew with the company, and keep the name under which they were written.
 */
public final class Cards {
    private static final long ADDED = 0x4E45575EL;

    private final Books books;
    private final List<Party> grown;
    private volatile List<Party> cards;
    private int added;

    Cards(Books books, List<Party> grown) {
        this.books = books;
        this.grown = grown;
        this.cards = grown;
    }

    /** As they stand now. */
    public List<Party> all() {
        return cards;
    }

    /** Those that invoices are written to, as they grew. */
    public List<Party> grown() {
        return grown;
    }

    /** A new one, that nothing was ever written to. */
    @CanIgnoreReturnValue
    public synchronized Party add(String name) {
        var like = grown.get(0);
        int number = like.number() + grown.size() + added++;
        var id = Mix.uuid(books.plan().seed() ^ ADDED, number);
        var party = new Party(id, number, name, null, false, like.address(), like.terms(), books.now());
        cards = Stream.concat(cards.stream(), Stream.of(party)).toList();
        return party;
    }

    /** Gives one another name; the stamp of its card moves. */
    @CanIgnoreReturnValue
    public synchronized Party rename(UUID id, String name) {
        var renamed = card(id).named(name, books.now());
        cards = cards.stream()
                .map(card -> card.id().equals(id) ? renamed : card)
                .toList();
        return renamed;
    }

    /** Removes one that was added; one with invoices cannot be removed, in Visma neither. */
    public synchronized void remove(UUID id) {
        var gone = card(id);
        if (grown.stream().anyMatch(card -> card.id().equals(id))) {
            throw new IllegalArgumentException(gone.number() + " has invoices");
        }
        cards = cards.stream().filter(card -> !card.id().equals(id)).toList();
    }

    private Party card(UUID id) {
        return cards.stream()
                .filter(card -> card.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no card " + id));
    }
}
