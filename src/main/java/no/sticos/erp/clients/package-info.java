/**
 * Who is who: accounting firms, their integrations, their client companies, and what was done to them.
 *
 * <p>The rules of choosing a client live here: only a company with a valid orgnr or a personal number may
 * be active, and never two of a firm with the same one. They are checked to give a good answer and held by
 * two partial unique indexes, because two tabs race. A refused switch changes nothing but leaves an audit
 * line; a switch and its line commit together.
 *
 * <p>Personal numbers are met only in {@link no.sticos.erp.clients.IdentityReader}, which turns them into a
 * keyed hash at once; the number itself is neither stored, shown nor logged. The room does not know the
 * accounting systems: it is told texts and gives records.
 *
 * <p>{@link no.sticos.erp.clients.People} are those of a firm who have signed in; one of them answers for each client.
 *
 * <p>{@link no.sticos.erp.clients.AuditTrail} is for every room above: a line is written inside the
 * transaction of what it tells of. The table refuses every change of what was once written.
 */
@NullMarked
package no.sticos.erp.clients;

import org.jspecify.annotations.NullMarked;
