/**
 * When clients are fetched without a button of their own: the schedule of a firm or a client, and «Synkroniser alle».
 */
@NullMarked
package no.sticos.erp.web.schedule;

import org.jspecify.annotations.NullMarked;
