/** Many rows of the client list at once: what the bar below it can do, the question, and a result for each row. */
@NullMarked
package no.sticos.erp.web.selection;

import org.jspecify.annotations.NullMarked;
