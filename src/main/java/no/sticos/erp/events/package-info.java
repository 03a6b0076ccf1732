/**
 * What products are told, and the promise that they are told it.
 *
 * <p>{@link no.sticos.erp.events.Outbox} writes an event in the transaction of what it tells of, with a
 * dense sequence per client. {@link no.sticos.erp.events.OutboxRelay} runs {@link
 * no.sticos.erp.events.Delivery}, which takes one due subscription at a time under a lease, reads the
 * changed documents through the port {@link no.sticos.erp.events.ChangeSource} that the ledger
 * implements, and sends them by {@link no.sticos.erp.events.Bus}, each message after the one before was
 * acknowledged. The contract for products is {@code src/docs/events.md}; what helps them keep their side
 * of it is package {@code no.sticos.erp.consumer}, which knows nothing of this one.
 *
 * <p>Invariants: a subscription moves only forward, by an acknowledgement that still holds the newest
 * transfer number (the fence); what is sent next is a function of the stored position alone, so that a
 * lost acknowledgement repeats the same generation and never another one; a product has slots of its own,
 * so that a silent one fills nobody else's; personal numbers never come here.
 *
 * <p>It may use clients, db and kernel. It stores who the client is beside the stream, because the event
 * of a removal outlives the client.
 */
@NullMarked
package no.sticos.erp.events;

import org.jspecify.annotations.NullMarked;
