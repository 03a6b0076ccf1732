package no.sticos.erp.web.letters;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A letter's parts, from which both of its forms are made.
 *
 * @param title the subject
 * @param parts from top to bottom
 */
public record LetterView(String title, List<Part> parts) {
    /** Copies the parts. */
    public LetterView {
        parts = List.copyOf(parts);
    }

    /** What a part is. */
    public enum Kind {
        /** Stands above others. */
        HEADING,
        /** A paragraph. */
        TEXT,
        /** Something to press, by itself. */
        LINK,
        /** Below everything, small. */
        FOOT
    }

    /**
     * A part.
     *
     * @param kind what it is
     * @param text what it says
     * @param href where it leads; null unless it is a link
     */
    public record Part(Kind kind, String text, @Nullable String href) {
        static Part heading(String text) {
            return new Part(Kind.HEADING, text, null);
        }

        static Part text(String text) {
            return new Part(Kind.TEXT, text, null);
        }

        static Part link(String text, String href) {
            return new Part(Kind.LINK, text, href);
        }

        static Part foot(String text) {
            return new Part(Kind.FOOT, text, null);
        }

        static Part foot(String text, String href) {
            return new Part(Kind.FOOT, text, href);
        }
    }

    /** The plain form: a paragraph a part, addresses written out. */
    String plain() {
        return parts.stream().map(LetterView::plain).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String plain(Part part) {
        var href = part.href();
        return href == null ? part.text() : part.text() + ":\n" + href;
    }
}
