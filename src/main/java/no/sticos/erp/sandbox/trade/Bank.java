package no.sticos.erp.sandbox.trade;

import java.util.UUID;
import no.sticos.erp.sandbox.books.Mix;

/** The bank accounts that every company has; ids are the company's own, the bank is nobody's. */
public enum Bank {
    /** For everything. */
    OPERATING(1920, "Driftskonto", 1),
    /** Withheld tax, kept apart by law. */
    WITHHELD_TAX(1950, "Skattetrekkskonto", 3);

    private static final long SALT = 0x42414E4BL;

    private final int ledgerAccount;
    private final String title;
    private final int type;

    Bank(int ledgerAccount, String title, int type) {
        this.ledgerAccount = ledgerAccount;
        this.title = title;
        this.type = type;
    }

    /** The one bank's id. */
    public static UUID bank() {
        return Mix.uuid(SALT, 0);
    }

    /** Its id in the company that grew from this seed. */
    public UUID id(long company) {
        return Mix.uuid(company ^ SALT, ledgerAccount);
    }

    /** The account of the chart that it stands for. */
    public int ledgerAccount() {
        return ledgerAccount;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** Visma's {@code BankAccountType}. */
    public int type() {
        return type;
    }
}
