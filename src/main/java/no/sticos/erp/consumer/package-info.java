/**
 * For products: the receiving side of {@code src/docs/events.md}, over the product's own Postgres.
 *
 * <p>{@link no.sticos.erp.consumer.ErpConsumer} takes a product's messages from the bus, keeps the pages of a
 * generation in tables of its own ({@link no.sticos.erp.consumer.Inbox}) and, when all of it is there, hands it to
 * the product's {@link no.sticos.erp.consumer.Handler} in one transaction that also moves the client's position.
 * That makes «at least once» into «once».
 *
 * <p>Invariants: one row per client is locked by whoever applies, so that two nodes, a frozen one that wakes and a
 * repeated message cannot apply twice; a position moves only together with what it tells of; a message of a relay
 * that was replaced, or of a stream that was left, moves nothing; documents stay the text that was sent.
 *
 * <p>It uses nothing else of the gateway and is built as a jar of its own (classifier {@code consumer}).
 * {@code src/docs/consumer.md} shows how it is used.
 */
@NullMarked
package no.sticos.erp.consumer;

import org.jspecify.annotations.NullMarked;
