/**
 * The help: open to everybody, the same for everybody.
 */
@NullMarked
package no.sticos.erp.web.help;

import org.jspecify.annotations.NullMarked;
