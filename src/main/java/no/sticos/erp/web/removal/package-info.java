/**
 * «Slett», «Slett kontoer» and «Slett system»: the question with what goes and what stays, the doing, the undoing,
 * and the receipt, which outlives what it tells of.
 */
@NullMarked
package no.sticos.erp.web.removal;

import org.jspecify.annotations.NullMarked;
