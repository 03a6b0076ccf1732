package no.sticos.erp.sandbox.trade;

import java.time.LocalDate;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Voucher;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a bank account, in øre; money in is positive.
 *
 * @param voucher what booked it; null while nobody has
 * @param reference what stands on the statement
 */
public record BankLine(UUID id, @Nullable Voucher voucher, LocalDate date, long amount, String reference) {}
