package no.sticos.erp.web.shell;

/**
 * A step on the way to a page.
 *
 * @param text its heading
 * @param href its address
 */
public record Crumb(String text, String href) {}
