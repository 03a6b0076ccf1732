package no.sticos.erp.web.shell;

/**
 * What a person reads when a page cannot be shown.
 *
 * @param status the HTTP status
 * @param title a line
 * @param text what it means for them
 * @param reference finds the same moment in the log
 * @param retry whether trying again may help
 */
public record ErrorPage(int status, String title, String text, String reference, boolean retry) implements View {
    /** Whether another person's sign-in may help. */
    public boolean mayBeAnother() {
        return status == 403;
    }

    /** Whether the page may have been of something that was removed; the log tells. */
    public boolean mayBeRemoved() {
        return status == 404;
    }

    @Override
    public String template() {
        return "error/page";
    }
}
