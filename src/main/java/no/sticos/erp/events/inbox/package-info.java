/**
 * For products: the receiving side of {@code src/docs/events.md}, in plain Java.
 *
 * <p>{@link no.sticos.erp.events.inbox.ProductMessage} reads a message, {@link
 * no.sticos.erp.events.inbox.GenerationInbox} decides what to answer and when a generation is whole, {@link
 * no.sticos.erp.events.inbox.Staging} keeps pages until then. The product stores one {@link
 * no.sticos.erp.events.inbox.Position} per client, together with what it applies: that makes «at least
 * once» into «once».
 *
 * <p>No database, no Vert.x, no threads; used by nothing in the gateway itself.
 */
@NullMarked
package no.sticos.erp.events.inbox;

import org.jspecify.annotations.NullMarked;
