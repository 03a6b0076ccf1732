/**
 * What a product does at the other end of the bus, written from {@code src/docs/events.md} and nothing else.
 *
 * <p>A {@link no.sticos.erp.sandbox.consumer.ProductConsumer} hears the messages of one product. A {@code Holding}
 * decides for one client, by position and transfer; a {@code Transfer} keeps the pages apart until all are there.
 */
@NullMarked
package no.sticos.erp.sandbox.consumer;

import org.jspecify.annotations.NullMarked;
