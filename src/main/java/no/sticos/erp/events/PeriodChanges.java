package no.sticos.erp.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a generation changed in periods that were locked before. Amounts are exact decimal text, debit less credit.
 *
 * @param fromGen the generation before it, whose locks hold
 * @param foundAt when the generation was published
 * @param lockedBefore the company's own lock date in {@code fromGen}; null without one
 * @param lockedAfter the same in the new generation; null = the books are open
 * @param reopened first days of fiscal years that were locked and are no longer
 * @param added how many new vouchers, listed or not
 * @param changed how many changed ones
 * @param deleted how many deleted ones
 * @param vouchers the first of them, by date; at most {@value #MOST_VOUCHERS}
 */
public record PeriodChanges(
        int fromGen,
        Instant foundAt,
        @Nullable LocalDate lockedBefore,
        @Nullable LocalDate lockedAfter,
        List<LocalDate> reopened,
        long added,
        long changed,
        long deleted,
        List<Voucher> vouchers) {
    /** So that the message stays small: the portal has more. */
    public static final int MOST_VOUCHERS = 100;

    /** Accounts of a voucher in the message. */
    public static final int MOST_ACCOUNTS = 20;

    /** Takes copies; refuses more vouchers than a message carries. */
    public PeriodChanges {
        reopened = List.copyOf(reopened);
        vouchers = List.copyOf(vouchers);
        if (vouchers.size() > MOST_VOUCHERS || vouchers.size() > added + changed + deleted) {
            throw new IllegalArgumentException("too many vouchers");
        }
    }

    /**
     * A voucher, before and after.
     *
     * @param what {@code new}, {@code changed} or {@code deleted}
     * @param numberBefore series and number; null for a new one
     * @param numberAfter null for a deleted one
     * @param dateBefore the bookkeeping date; null for a new one
     * @param dateAfter null for a deleted one
     * @param locks which locks it broke; at least one
     * @param modifiedUtc Visma's stamp; of a deleted voucher the last one known; null if Visma never told
     * @param accounts the largest differences first; at most {@value #MOST_ACCOUNTS}
     * @param accountCount how many there are
     */
    public record Voucher(
            UUID id,
            String what,
            @Nullable String numberBefore,
            @Nullable String numberAfter,
            @Nullable LocalDate dateBefore,
            @Nullable LocalDate dateAfter,
            List<Lock> locks,
            @Nullable String modifiedUtc,
            List<Account> accounts,
            int accountCount) {
        /** Takes copies. */
        public Voucher {
            locks = List.copyOf(locks);
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * A lock.
     *
     * @param lock {@code company}, {@code fiscal_year}, or the product that set it
     * @param lockedTo its last day
     */
    public record Lock(String lock, LocalDate lockedTo) {}

    /**
     * What the voucher moves on an account.
     *
     * @param before null = not on this account
     * @param after null = not on this account any more
     */
    public record Account(long account, @Nullable String before, @Nullable String after) {}
}
