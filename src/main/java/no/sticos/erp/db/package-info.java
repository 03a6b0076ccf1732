/**
 * The database: one pool, and the only ways into it.
 *
 * <p>{@link no.sticos.erp.db.Database#forTenant} runs a transaction that can see one accounting firm's
 * rows and nobody else's; {@link no.sticos.erp.db.Database#forGateway} runs one for work that belongs to
 * no firm (the queue, the relay), {@link no.sticos.erp.db.Database#often} one for what every page of every client
 * takes. The role that the pool signs in as may do nothing by itself: each
 * transaction takes on {@code erp_tenant} or {@code erp_system} for its own length, so that a forgotten
 * call fails instead of seeing everything. Row-level security is in the first migration.
 *
 * <p>SQL lives in {@code .sql} files beside its owner ({@link no.sticos.erp.db.Sql}). Flyway is the only
 * user of JDBC, at start. Errors of the server become faults here and nowhere else ({@code DbFaults}).
 * Without a configured server an embedded one is started, with its data in a folder that is kept.
 */
@NullMarked
package no.sticos.erp.db;

import org.jspecify.annotations.NullMarked;
