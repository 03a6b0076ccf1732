/**
 * «Forklar tallet»: from an account's balance to its rows, to a voucher, to the request that brought it. Each page is
 * the same as JSON for those who ask for it ({@code src/docs/explain.md}).
 */
@NullMarked
package no.sticos.erp.web.explain;

import org.jspecify.annotations.NullMarked;
