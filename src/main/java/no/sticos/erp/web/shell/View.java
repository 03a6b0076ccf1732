package no.sticos.erp.web.shell;

/** What a page shows. Its template takes it as {@code page}. */
public interface View {
    /** The template that shows it: its path below {@code templates/}, without the ending. */
    String template();
}
