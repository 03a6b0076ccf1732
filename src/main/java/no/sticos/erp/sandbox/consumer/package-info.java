/** What a product does at the other end of the bus, written from {@code src/docs/events.md} and nothing else. */
@NullMarked
package no.sticos.erp.sandbox.consumer;

import org.jspecify.annotations.NullMarked;
