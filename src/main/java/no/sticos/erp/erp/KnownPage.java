package no.sticos.erp.erp;

/**
 * What is kept of a page so that it need not be read again: an answer with the same documents, byte for byte, amounts to
 * the same.
 *
 * @param digest of its documents as they came, under the rules by which they were read ({@link ContentHash#VERSION})
 * @param documents how many there were in it that no page before had shown
 * @param hashes the exclusive or of their row hashes: what is stored of them must still amount to it
 * @param stampless how many of them have no change stamp
 * @param place how it lies in its list, in the reader's own words; empty if its number tells it
 */
public record KnownPage(String digest, int documents, long hashes, int stampless, String place) {}
