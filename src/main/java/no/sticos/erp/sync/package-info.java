/**
 * What runs when: the work queue, one run per client, progress, and the request quota that all share.
 *
 * <p>Postgres is the queue ({@link no.sticos.erp.sync.RunTable}): a run is leased by one node under an
 * epoch, kept by a heartbeat, and taken over by any node when the lease ends; the epoch is the fence of
 * every write, so the former holder can do no harm. A click goes before a schedule before the bulk; firms take turns by
 * a number that a run gets when it is asked for, so that a claim reads the beginning of an index; a part of each node's
 * places is for runs that have waited long; and of those that a node has taken, a click's goes before the pages of the
 * others ({@link no.sticos.erp.sync.RightOfWay}). A run that goes down with node after node is given up. {@link no.sticos.erp.sync.SyncRun} is one run: it reads
 * each resource as a pull stream of pages and lands them in order ({@link
 * no.sticos.erp.sync.ResourceReader}), at most three pages read and not written, and over all runs of a node no more than it has
 * connections ({@link no.sticos.erp.sync.PagesInFlight}): three small lists side by side, since most
 * of a small client's time is Visma's, and then the vouchers; then it reads what was
 * changed meanwhile, then Visma's balances ({@link no.sticos.erp.sync.Settling}), has the ledger prove the
 * generation, and publishes it.
 *
 * <p>A whole read ({@link no.sticos.erp.sync.WholeReading}) is repeated while the list drifts under it; when the
 * list stood still, what it did not show has vanished and is closed. Vouchers are read on from the last number,
 * an order in which nothing can shift. A run of changes ({@link no.sticos.erp.sync.BookReading}) asks lists of
 * several pages only for what was stamped since the last run, where {@link no.sticos.erp.sync.Filters} knows that
 * they serve that; what fits one page is read whole as cheaply. If its books then do not prove right, the same run
 * goes on to read everything: a deletion leaves no stamp. A person who presses a button gets everything read, a
 * schedule the changes.
 *
 * <p>A deviation from Visma's figures is believed when a second whole read of the vouchers finds the same one, or
 * when it is published already. A generation that would lose more than a twentieth of the vouchers is held until a
 * person accepts it ({@link no.sticos.erp.sync.HeldRuns}).
 *
 * <p>A removal is a run too, so that it is queued, leased, taken over and fenced like any other: {@link
 * no.sticos.erp.sync.Removals} asks for it, which ends whatever runs for the client, and {@link
 * no.sticos.erp.sync.RemovalRun} carries it out once it can no longer be undone. Its receipt stays.
 *
 * <p>Visma's quota of requests belongs to all nodes together. It is not divided among them: {@link
 * no.sticos.erp.sync.SharedQuota} counts in Postgres what each path was granted, to whomever, and {@link
 * no.sticos.erp.sync.QuotaBudget} asks it for what waits on this node and uses it at once. A share for each node would
 * lie idle with those that have nothing to ask of that path, and would have to be taken back from a node that died or
 * stands still before another may have it; what is granted request by request goes where the work is. It costs a
 * statement for every batch of requests, four times a second at most while a path is used up, and it means that a node
 * without the database sends nothing, which could not write what it got either.
 *
 * <p>Which of retry, wait, stop or isolate applies to a fault is decided in one place, {@link
 * no.sticos.erp.sync.RunEnd}. Leases and pauses are told by the database's clock, never by a node's.
 */
@NullMarked
package no.sticos.erp.sync;

import org.jspecify.annotations.NullMarked;
