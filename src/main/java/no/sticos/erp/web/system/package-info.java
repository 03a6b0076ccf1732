/**
 * The page of one accounting system: its clients, searched, sorted and filtered, live.
 */
@NullMarked
package no.sticos.erp.web.system;

import org.jspecify.annotations.NullMarked;
