package no.sticos.erp.web.removal;

import java.util.List;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * What was removed, for whom, and what came of it.
 *
 * @param viewer for whom
 * @param tag how far it has come
 * @param about what was to go
 * @param facts one line each
 * @param removed rows removed so far; may be empty
 * @param clients the clients one by one; empty if there is one only
 * @param more clients that are not listed
 * @param undo undoes it; null if it cannot be undone, or not by this person
 * @param open whether something is still to come
 */
public record ReceiptPage(
        Viewer viewer,
        Tag tag,
        String about,
        List<Fact> facts,
        List<RowCount> removed,
        List<Client> clients,
        int more,
        @Nullable Link undo,
        boolean open)
        implements View {
    /** Copies the lists. */
    public ReceiptPage {
        facts = List.copyOf(facts);
        removed = List.copyOf(removed);
        clients = List.copyOf(clients);
    }

    @Override
    public String template() {
        return "removal/receipt";
    }

    /**
     * How far it has come, in a word.
     *
     * @param color a colour of the design system
     * @param icon a symbol of the sprite
     * @param text the word
     */
    public record Tag(String color, String icon, String text) {}

    /**
     * One line.
     *
     * @param what its name
     * @param value what there is to say
     * @param mark how it stands
     */
    public record Fact(String what, String value, Mark mark) {}

    /** How a line stands. */
    public enum Mark {
        /** A plain fact. */
        NONE("", ""),
        /** As it should be. */
        GOOD("check", "icon ok"),
        /** Still to come. */
        OPEN("hourglass", "icon"),
        /** Not as it should be. */
        BAD("triangle", "icon warn");

        private final String icon;
        private final String css;

        Mark(String icon, String css) {
            this.icon = icon;
            this.css = css;
        }

        /** A symbol of the sprite; empty for none. */
        public String icon() {
            return icon;
        }

        /** The symbol's classes. */
        public String css() {
            return css;
        }
    }

    /**
     * One client of many.
     *
     * @param name as it was called
     * @param revoked what became of its consent
     * @param rowsLeft rows left, formatted; a word while that is open
     * @param ended when it was over; a word until then
     */
    public record Client(String name, String revoked, String rowsLeft, String ended) {}
}
