package no.sticos.erp.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Chart;
import no.sticos.erp.sandbox.books.ChartAccount;
import org.jspecify.annotations.Nullable;

/** Norwegian VAT codes as accounts and rows name them (domain.md §2.3); the accounts are where the tax goes. */
enum VatCode {
    NONE("0", "Ingen mva-behandling (kjøp)", 0, null),
    INPUT_HIGH("1", "Inngående mva, alminnelig sats", 25, 2710),
    INPUT_MEDIUM("11", "Inngående mva, middels sats", 15, 2711),
    INPUT_LOW("13", "Inngående mva, lav sats", 12, 2712),
    OUTPUT_HIGH("3", "Utgående mva, alminnelig sats", 25, 2700),
    OUTPUT_MEDIUM("31", "Utgående mva, middels sats", 15, 2701),
    OUTPUT_LOW("33", "Utgående mva, lav sats", 12, 2702),
    EXEMPT("5", "Fritatt for mva", 0, null),
    OUTSIDE("6", "Utenfor mva-loven", 0, null);

    private final String code;
    private final String description;
    private final int percent;
    private final @Nullable Integer account;

    VatCode(String code, String description, int percent, @Nullable Integer account) {
        this.code = code;
        this.description = description;
        this.percent = percent;
        this.account = account;
    }

    String code() {
        return code;
    }

    String description() {
        return description;
    }

    int percent() {
        return percent;
    }

    @Nullable
    Integer account() {
        return account;
    }

    UUID id() {
        return UUID.nameUUIDFromBytes(("vat " + code).getBytes(StandardCharsets.UTF_8));
    }

    /** The code that rows on this account carry; {@link #NONE} without one. */
    static VatCode of(@Nullable ChartAccount account) {
        return Arrays.stream(values())
                .filter(code -> account != null && code.code.equals(account.vatCode()))
                .findFirst()
                .orElse(NONE);
    }

    /** The code that rows on the account with this number carry. */
    static VatCode ofAccount(int number) {
        return of(Chart.standard().account(number));
    }

    static @Nullable UUID id(@Nullable ChartAccount account) {
        return account == null || account.vatCode().isEmpty()
                ? null
                : of(account).id();
    }

    /** In the form that the documentation names: code and percentage, {@code 3 (25%)}. */
    static @Nullable String codeAndPercent(@Nullable ChartAccount account) {
        return account == null || account.vatCode().isEmpty()
                ? null
                : account.vatCode() + " (" + of(account).percent + "%)";
    }
}
