package no.sticos.erp.sync.alerts;

import java.time.Instant;
import java.util.List;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.clients.Person;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * All that a person has not been told yet.
 *
 * @param person whom
 * @param items in the order of their kinds, and by name
 */
public record Digest(Person person, List<Item> items) {
    /** Copies the items. */
    public Digest {
        items = List.copyOf(items);
    }

    /**
     * What is wrong with one client.
     *
     * @param client the client
     * @param name its name
     * @param kind what
     * @param held whether its books are held back until a person has looked at them
     * @param figures from when the figures are that are shown; null without any
     */
    public record Item(ClientId client, String name, AlertKind kind, boolean held, @Nullable Instant figures) {}

    /** Those of a kind. */
    public List<Item> of(AlertKind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }
}
