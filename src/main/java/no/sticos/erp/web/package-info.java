/**
 * The door out: pages, JSON and live updates for people, and the one place where a fault becomes words.
 *
 * <p>Pages are rendered on the server from view records; the browser never decides a state. Every POST
 * carries the session's CSRF token, or an invitation's own where there is no session; what programs call carries a key
 * and neither ({@code web.api}); every answer the strict content security policy. The room may use sync, ledger, connect, clients, events, mail and the kernel; it has no
 * SQL and no business rule of its own.
 *
 * <p>A form carries no key against being sent twice: each action says what shall be, not what shall be added, so
 * that the rooms below do it once however often it is asked for (a run is one open row, a client is on or off, an
 * integration exists). What was done before is answered like the first time and not written to the audit trail
 * again.
 *
 * <p>Each group of pages is a package below this one. They stand on {@code shell} and {@code live}, those that
 * show clients on {@code status}; none knows {@link no.sticos.erp.web.PortalRoutes}, which mounts them all.
 */
@NullMarked
package no.sticos.erp.web;

import org.jspecify.annotations.NullMarked;
