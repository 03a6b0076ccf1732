/**
 * Several processes on one event bus: gateway nodes, and products on the JVM.
 *
 * <p>Off by default: one process has a bus of its own and Hazelcast is not started. With it on, {@link
 * no.sticos.erp.cluster.Cluster} gives a Vert.x whose bus reaches every member. Nothing depends on it: the outbox
 * in Postgres carries what products are promised, the bus only carries messages, and may lose them.
 *
 * <p>A network may be cut and whole again. Each side then has struck the other from its picture of who listens where,
 * and Vert.x' own manager may never tell it anew; {@link no.sticos.erp.cluster.LastingClusterManager} does so at every
 * heartbeat.
 *
 * <p>Members find each other by a list or by a Kubernetes service, never by multicast. They hear each other's
 * heartbeat and drop who is silent. Off this machine messages travel only by TLS with certificates on both sides;
 * Hazelcast's own port, by which members tell each other who listens where, has neither in its free edition and
 * belongs on a network that only members reach.
 *
 * <p>Stands aside: it may use the kernel only, so that a product's process can join by it too.
 */
@NullMarked
package no.sticos.erp.cluster;

import org.jspecify.annotations.NullMarked;
