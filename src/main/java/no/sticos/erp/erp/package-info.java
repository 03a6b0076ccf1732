/**
 * The port to an accounting system: what the house asks of one, in words that fit any.
 *
 * <p>{@link no.sticos.erp.erp.ErpSource} reads pages of documents, {@link no.sticos.erp.erp.SignIn} gets
 * and renews consent, {@link no.sticos.erp.erp.Paging} turns a page function into a pull stream. What the
 * port itself needs it defines here and is given by {@code Gateway}: {@link
 * no.sticos.erp.erp.AccessTokens} (kept by connect) and {@link no.sticos.erp.erp.RateBudget} (kept by
 * sync). The one adapter is {@code erp.visma}; a second system is a second package beside it.
 *
 * <p>Two shapes of document are enough: a {@link no.sticos.erp.erp.Voucher} with its rows, which are too
 * many to be anything but columns, and an {@link no.sticos.erp.erp.Item}, which keeps the accounting
 * system's own fields, unknown ones too. Both carry their two content hashes from here on, so that an
 * unchanged document never travels to the database. A page whose documents came before, byte for byte, is not even read
 * ({@link no.sticos.erp.erp.Recall}).
 */
@NullMarked
package no.sticos.erp.erp;

import org.jspecify.annotations.NullMarked;
