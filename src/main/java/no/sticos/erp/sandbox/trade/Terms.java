package no.sticos.erp.sandbox.trade;

import java.util.UUID;
import no.sticos.erp.sandbox.books.Mix;

/** The terms of payment that every company has; ids are the company's own. */
public enum Terms {
    /** The usual ones. */
    DAYS_14("14 dager netto", "14 days net", 14, 0),
    /** For the large. */
    DAYS_30("30 dager netto", "30 days net", 30, 0),
    /** Within the month. */
    CURRENT_MONTH("Løpende måned", "Current month", 30, 1),
    /** On the spot. */
    CASH("Kontant", "Cash", 0, 2);

    private static final long SALT = 0x5445524DL;

    private final String title;
    private final String english;
    private final int days;
    private final int type;

    Terms(String title, String english, int days, int type) {
        this.title = title;
        this.english = english;
        this.days = days;
        this.type = type;
    }

    /** Its id in the company that grew from this seed. */
    public UUID id(long company) {
        return Mix.uuid(company ^ SALT, days * 10L + type);
    }

    /** The name in Norwegian. */
    public String title() {
        return title;
    }

    /** The name in English. */
    public String english() {
        return english;
    }

    /** From the invoice's date to the day when it is due. */
    public int days() {
        return days;
    }

    /** Visma's {@code TermsOfPaymentTypeId}. */
    public int type() {
        return type;
    }
}
