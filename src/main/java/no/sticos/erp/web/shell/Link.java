package no.sticos.erp.web.shell;

/**
 * Something to press.
 *
 * @param text what it says
 * @param href where it leads
 * @param post whether it changes something, and so is a button
 */
public record Link(String text, String href, boolean post) {
    /** A link that only shows. */
    public static Link to(String text, String href) {
        return new Link(text, href, false);
    }

    /** A button that does. */
    public static Link post(String text, String href) {
        return new Link(text, href, true);
    }
}
