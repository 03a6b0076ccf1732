/**
 * What mail says: letters in the words of {@code messages_nb.properties}, as plain text and as simple HTML.
 *
 * <p>No ledger text, no amount, no personal number and no secret, but for an invitation's own link.
 */
@NullMarked
package no.sticos.erp.web.letters;

import org.jspecify.annotations.NullMarked;
