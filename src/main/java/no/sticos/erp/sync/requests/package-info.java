/**
 * What products may ask over the bus, each at an address of its own: where they stand, a snapshot, their lock date, a
 * fetch, and pause, resume and replay of what they are sent. {@code src/docs/events.md} is the contract.
 *
 * <p>It stands in this room because it needs what lies under it side by side: the queue for a fetch, the ledger for
 * snapshots and locks, the events for positions. The web needs none of it.
 *
 * <p>The address is who asks: on the TCP bridge a product's certificate admits it to its own address only, on the
 * clustered bus whoever holds the cluster's certificate is trusted. Everything is bounded: the size of a question, of a
 * page, and how many questions of one product a node works at. A refusal is a failure with a code and a reason in
 * English, never a text of the books.
 */
@NullMarked
package no.sticos.erp.sync.requests;

import org.jspecify.annotations.NullMarked;
