package no.sticos.erp.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import no.sticos.erp.sandbox.books.ChartAccount;
import org.jspecify.annotations.Nullable;

/** Norwegian VAT codes as accounts and rows name them. */
final class VatCode {
    private static final Map<String, String> PERCENT =
            Map.of("1", "25%", "11", "15%", "13", "12%", "3", "25%", "31", "15%", "33", "12%", "5", "0%", "6", "0%");

    private VatCode() {}

    static @Nullable UUID id(@Nullable ChartAccount account) {
        return account == null || account.vatCode().isEmpty()
                ? null
                : UUID.nameUUIDFromBytes(("vat " + account.vatCode()).getBytes(StandardCharsets.UTF_8));
    }

    /** In the form that the documentation names: code and percentage, {@code 3 (25%)}. */
    static @Nullable String codeAndPercent(@Nullable ChartAccount account) {
        return account == null || account.vatCode().isEmpty()
                ? null
                : account.vatCode() + " (" + PERCENT.get(account.vatCode()) + ")";
    }
}
