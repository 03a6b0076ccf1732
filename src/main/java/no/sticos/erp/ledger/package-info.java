/**
 * Landed books: what was read, in generations that are whole or invisible.
 *
 * <p>A document is stored in versions. A run builds one generation: {@link
 * no.sticos.erp.ledger.PageWriter} opens new versions and closes replaced ones, page by page, each page in
 * one transaction with its checkpoint and behind the run's fence; unchanged documents are not touched.
 * {@link no.sticos.erp.ledger.Publisher#publish} moves the one number that readers look at, together
 * with the event that tells of it. Nobody can read half a run, and a failed one leaves yesterday's books.
 *
 * <p>Invariants: a page sent twice writes nothing (compare-and-set on the checkpoint's step); a worker
 * that lost its lease writes nothing (the fence); an unpublished generation's number is taken over by the
 * next run of the client, which finds its open versions by hash and goes on, so nothing needs undoing; a
 * published number is never given out again. Hashes come with the documents ({@code erp.ContentHash}).
 *
 * <p>Each page notes which versions it showed ({@code gateway.seen}), and which request brought new ones ({@code
 * gateway.landed_pages}). {@link no.sticos.erp.ledger.Passes} ends a whole read: vanished is what is stored and was
 * not seen, and only if what is left is as much as the accounting system counts. {@link
 * no.sticos.erp.ledger.Watermarks} move in the transaction that publishes: from there the next run asks for changes.
 *
 * <p>Of each page of vouchers is kept what it was recognised by and which versions it showed ({@link
 * no.sticos.erp.ledger.KnownPages}). A page that comes again byte for byte is not read: it shows those versions, if they
 * are still the current ones and their hashes still what they were. So a full re-read of books that nobody touched costs
 * what it costs to fetch them. Nothing is taken on trust for longer than a page: one changed byte, another question or
 * other rules of reading make it unknown, and unknown pages are read as ever.
 *
 * <p>{@link no.sticos.erp.ledger.Proof} holds a generation against figures that we did not compute. The
 * published read model is the views in schema {@code ledger}.
 *
 * <p>At night each client has its turns ({@link no.sticos.erp.ledger.NightTurns}): {@link
 * no.sticos.erp.ledger.IntegrityCheck} finds out whether what is stored is what was stored, {@link
 * no.sticos.erp.ledger.Pruning} removes what only generations beyond the {@link no.sticos.erp.ledger.Retention} show.
 *
 * <p>Statements follow the form that was measured
 * for plan stability on tables that were never analysed: lookups by LATERAL … LIMIT 1, updates by ctid.
 */
@NullMarked
package no.sticos.erp.ledger;

import org.jspecify.annotations.NullMarked;
