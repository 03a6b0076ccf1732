package no.sticos.erp.erp;

import java.util.Locale;

/** A kind of document that an accounting system lists; the constant's lower-case name is its name everywhere. */
public enum Resource {
    /** The company itself; one document. */
    COMPANY_SETTINGS,
    /** The company's fiscal years. */
    FISCAL_YEARS,
    /** The chart of accounts, once per fiscal year. */
    ACCOUNTS,
    /** Opening balances of the first fiscal year (facts.md §4: there are no others). */
    OPENING_BALANCES,
    /** Balance per account at a date. */
    ACCOUNT_BALANCES,
    /** Vouchers with their rows, once per fiscal year. */
    VOUCHERS;

    /** The name in tables, events and pages' message keys: {@code account_balances}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The resource with this id; refuses an unknown one. */
    public static Resource of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
