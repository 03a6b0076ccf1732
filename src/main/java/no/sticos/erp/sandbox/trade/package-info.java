/**
 * Who a company trades with and what is open between them, worked out of its books.
 *
 * <p>Nothing here is kept beside the books: an invoice is a voucher's row on the receivables or payables, a
 * payment is a row against it, and it settles the oldest open item first. So the sub-ledgers add up to their
 * accounts whatever a test or a person does to the vouchers (domain.md §2.1, C6).
 */
@NullMarked
package no.sticos.erp.sandbox.trade;

import org.jspecify.annotations.NullMarked;
