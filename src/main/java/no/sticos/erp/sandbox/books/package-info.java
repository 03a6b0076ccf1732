/**
 * The books of the sandbox's companies, grown out of a seed.
 *
 * <p>A voucher is not stored but worked out from its index whenever somebody asks, so that a company of
 * 200 000 vouchers costs a few bytes per voucher. What a test changes afterwards lies on top as ordinary
 * records. Everything follows from the rows: balances, opening balances and the year-end vouchers are sums.
 *
 * <p>Amounts are whole øre in a {@code long}; the wire form is made elsewhere. A {@link
 * no.sticos.erp.sandbox.books.Ledger} is an immutable state; {@link no.sticos.erp.sandbox.books.Books} swaps
 * one state for the next, so that a reader never sees half a change.
 */
@NullMarked
package no.sticos.erp.sandbox.books;

import org.jspecify.annotations.NullMarked;
