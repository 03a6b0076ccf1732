package no.sticos.erp.erp;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One posting of a voucher (facts.md §4.3 VoucherRowApi).
 *
 * @param account the account number, 1 to 9 999 999 999
 * @param debit as given, any number of decimals; zero where Visma gave none
 * @param credit as given
 * @param text the transaction text
 * @param vatCodeId the VAT code
 * @param vatCode code and percent as Visma writes them
 * @param costCenterItemId1 first cost centre item
 * @param costCenterItemId2 second
 * @param costCenterItemId3 third
 * @param projectId the project
 * @param extra fields we have no column for, as canonical JSON; null if there are none
 */
public record VoucherRow(
        long account,
        BigDecimal debit,
        BigDecimal credit,
        @Nullable String text,
        @Nullable UUID vatCodeId,
        @Nullable String vatCode,
        @Nullable UUID costCenterItemId1,
        @Nullable UUID costCenterItemId2,
        @Nullable UUID costCenterItemId3,
        @Nullable UUID projectId,
        @Nullable String extra) {}
