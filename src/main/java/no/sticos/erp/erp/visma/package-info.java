/**
 * The one adapter: Visma eAccounting API v2 behind the port of {@code erp}.
 *
 * <p>The way of an answer: {@link no.sticos.erp.erp.visma.VismaSource} asks for a turn, takes a token and
 * sends; {@code VismaHttp} brings back status and bounded bytes or {@code NO_CONTACT}; {@code
 * VismaFaults} is the only place that knows what Visma's refusals mean; {@code PageReader} turns the
 * bytes into documents, off the event loop. {@link no.sticos.erp.erp.visma.VismaSignIn} does the same for
 * consent. What a resource is called, sorted and keyed by stands in {@code VismaResource}, a table.
 *
 * <p>Invariants: amounts are decimals from the first byte; a document that cannot be read is set aside
 * with its own text and the others go on; an answer that cannot be read as a whole is never half used.
 * Neither Visma's messages nor bodies reach a log, only status, code and {@code ErrorId}. A personal
 * identity number is dropped at this door ({@code ItemReader}).
 */
@NullMarked
package no.sticos.erp.erp.visma;

import org.jspecify.annotations.NullMarked;
