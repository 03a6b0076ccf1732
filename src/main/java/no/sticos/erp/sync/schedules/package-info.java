/**
 * What is fetched without a button pressed for it: each client's own schedule, and rounds over everybody.
 *
 * <p>A {@link no.sticos.erp.sync.schedules.Schedule} is a wish: by day every so often within a span, at night once,
 * and everything once in so many nights. It is a client's own, its firm's, or the usual one of the settings. From it
 * and a client's own place in each span, which never changes, the database computes the client's next slot
 * (migration V20); so the load is even, and a night in which the clock is changed has each slot once. People see
 * and say times in Norwegian time; what is due is told by the database's clock.
 *
 * <p>{@link no.sticos.erp.sync.schedules.DueClients} puts those that are due into the queue, in bounded batches of
 * one statement, on any node, and never more than a bound of them. However many slots a client missed, it is
 * fetched once; after nobody made rounds for long, those who are late are spread over some time instead of coming at
 * once. A client that is switched off or needs to be signed in again misses its slots without a trace.
 *
 * <p>A {@link no.sticos.erp.sync.schedules.Bulk} is a round over all clients of a firm, or of all: {@link
 * no.sticos.erp.sync.schedules.Bulks} and {@link no.sticos.erp.sync.schedules.OperatorBulks} write down whom it is to
 * reach, {@link no.sticos.erp.sync.schedules.BulkMembers} puts them into the queue as it goes, behind everything else.
 * It stands in the database alone, so it goes on after any restart, and pausing it leaves nothing half done. {@link
 * no.sticos.erp.sync.schedules.RequestCosts} tells beforehand what a round takes of Visma's budget.
 */
@NullMarked
package no.sticos.erp.sync.schedules;

import org.jspecify.annotations.NullMarked;
