/**
 * The page of one client: is it right, how old is it, where did it go; and the buttons of its row.
 */
@NullMarked
package no.sticos.erp.web.client;

import org.jspecify.annotations.NullMarked;
