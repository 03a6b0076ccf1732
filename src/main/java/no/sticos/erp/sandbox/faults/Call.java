package no.sticos.erp.sandbox.faults;

/**
 * What a rule can tell calls apart by.
 *
 * @param path the literal path
 * @param company the company guid of the token, empty without one
 * @param client the id of the OAuth client that the token was given to, empty without one
 * @param page the {@code $page} parameter, {@code 1} without one
 * @param filter the {@code $filter} parameter, empty without one
 * @param size the {@code $pagesize} parameter, empty without one
 */
public record Call(String path, String company, String client, String page, String filter, String size) {
    /** A call without a token. */
    public static Call of(String path) {
        return new Call(path, "", "", "1", "", "");
    }
}
