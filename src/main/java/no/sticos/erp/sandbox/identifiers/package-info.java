/** Numbers of companies and people that pass every check and belong to nobody (domain.md §1). */
@NullMarked
package no.sticos.erp.sandbox.identifiers;

import org.jspecify.annotations.NullMarked;
