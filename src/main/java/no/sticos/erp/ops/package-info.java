/**
 * What operators see: health, metrics, traces, on a port of their own.
 *
 * <p>The rooms do not know this one. They tell {@link no.sticos.erp.kernel.Watch} what happened, in their own
 * words; {@link no.sticos.erp.ops.Telemetry} hears it and makes figures and spans of it. One interface on the
 * ground floor rather than one a room, because a trace runs through all of them: what a run began, a page, a
 * request and a delivery go on. Only here are Micrometer and OpenTelemetry named, and either may be absent:
 * then nobody listens, and no room notices.
 *
 * <p>Labels are few and bounded: states, causes, resources, path templates, products. Never a client, a firm
 * or a name: a series each would be a register of our customers, and too many to store. Spans carry ids,
 * which logs do too, and no query of an address ({@link no.sticos.erp.ops.WithoutQueries}).
 *
 * <p>{@link no.sticos.erp.ops.ManagementServer} answers {@code /live} (the process), {@code /ready} (it can
 * do its work) and {@code /metrics}. It stands aside: the top wires it, it may use the kernel only. Figures
 * that live in the database come through {@link no.sticos.erp.ops.Figures}, asked for at each scrape.
 */
@NullMarked
package no.sticos.erp.ops;

import org.jspecify.annotations.NullMarked;
