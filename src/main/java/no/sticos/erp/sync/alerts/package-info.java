/**
 * Who is told by mail that a client needs them: its sign-in has ended, its books do not prove right, its figures are old.
 *
 * <p>{@link no.sticos.erp.sync.alerts.AlertRounds} looks at all active clients once a minute, on one node, and keeps what
 * is wrong as rows; a row goes when the client is well again, and only then can the same be told anew. {@link
 * no.sticos.erp.sync.alerts.Digests} makes one letter a person of all that is untold, at most one in a quarter of an
 * hour. What was told is marked in the transaction that posts the letter, so that it is told once, whichever node does
 * it and whenever one dies.
 *
 * <p>The words are web's, which {@code Gateway} passes in.
 */
@NullMarked
package no.sticos.erp.sync.alerts;

import org.jspecify.annotations.NullMarked;
