/**
 * A client in a list: its state in words, how old its figures are, the one next step, and what may be done.
 *
 * <p>The state itself is decided by the database; here it only gets its words. List and client page share it.
 */
@NullMarked
package no.sticos.erp.web.status;

import org.jspecify.annotations.NullMarked;
