package no.sticos.erp.sandbox.universe;

/** Visma's product variants; what each can reach stands in the OpenAPI document's tags (facts.md §1.5, §4.1). */
public enum Variant {
    /** Everything but what is for Pro only. */
    STANDARD(1, "Standard"),
    /** Sells and keeps accounts, without balances, purchase and bank reconciliation. */
    INVOICING(2, "Invoicing"),
    /** Keeps accounts and buys, without sales. */
    BOOKKEEPING(3, "Bookkeeping"),
    /** For a sole proprietor, without projects and cost centres. */
    SOLO(4, "Solo"),
    /** Everything. */
    PRO(5, "Pro"),
    /** Shares documents with its accountant, who keeps the books elsewhere. */
    INVOICING_COLLABORATION(6, "InvoicingCollaboration");

    private final int number;
    private final String wire;

    Variant(int number, String wire) {
        this.number = number;
        this.wire = wire;
    }

    /** The {@code ProductVariant} of the company settings. */
    public int number() {
        return number;
    }

    /** As the documentation spells it. */
    public String wire() {
        return wire;
    }
}
