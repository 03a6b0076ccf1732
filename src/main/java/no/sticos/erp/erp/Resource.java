package no.sticos.erp.erp;

import java.util.Locale;

/**
 * A kind of document that an accounting system lists; the constant's lower-case name is its name everywhere.
 *
 * <p>The order is the one in which they are read and told of: what others refer to comes first. A new
 * resource is one constant here, one declaration in the adapter, one view in schema {@code ledger}, one name
 * in {@code messages_nb.properties} and one line in {@code src/docs/resources.md}; tests hold them together.
 */
public enum Resource {
    /** The company itself, with its lock dates and modules; one document. */
    COMPANY_SETTINGS(Turn.SETTINGS, Scopes.NONE),
    /** The company's fiscal years. */
    FISCAL_YEARS(Turn.SETTINGS, Scopes.NONE),
    /** Opening balances of the first fiscal year (facts.md §4: there are no others). */
    OPENING_BALANCES(Turn.SETTINGS, Scopes.NONE),
    /** The chart of accounts, once per fiscal year. */
    ACCOUNTS(Turn.SETTINGS, Scopes.FISCAL_YEARS),
    /** Balance per account at a date. */
    ACCOUNT_BALANCES(Turn.PROOF, Scopes.BALANCE_DATES),
    /** What the types of accounts are called. */
    ACCOUNT_TYPES(Turn.CURRENT, Scopes.NONE),
    /** VAT codes with today's rate and the accounts they post to. */
    VAT_CODES(Turn.CURRENT, Scopes.NONE),
    /** The rates of VAT codes over time. */
    VAT_RATES(Turn.CURRENT, Scopes.NONE),
    /** Cost centres with their items. */
    COST_CENTERS(Turn.CURRENT, Scopes.NONE),
    /** Projects. */
    PROJECTS(Turn.CURRENT, Scopes.NONE),
    /** Terms of payment. */
    TERMS_OF_PAYMENT(Turn.CURRENT, Scopes.NONE),
    /** Currencies that the company may use. */
    CURRENCIES(Turn.CURRENT, Scopes.NONE),
    /** Customers. */
    CUSTOMERS(Turn.CURRENT, Scopes.NONE),
    /** Suppliers. */
    SUPPLIERS(Turn.CURRENT, Scopes.NONE),
    /** The customer ledger: each item with its voucher and what remains of it. */
    CUSTOMER_LEDGER_ITEMS(Turn.CURRENT, Scopes.NONE),
    /** Supplier invoices with their rows; open supplier items are those with something remaining. */
    SUPPLIER_INVOICES(Turn.CURRENT, Scopes.NONE),
    /** Bank accounts with the bank's own balance. */
    BANK_ACCOUNTS(Turn.CURRENT, Scopes.NONE),
    /** Transactions of the bank accounts, matched with vouchers and not. */
    BANK_TRANSACTIONS(Turn.CURRENT, Scopes.BANK_ACCOUNTS),
    /** Vouchers with their rows, once per fiscal year. */
    VOUCHERS(Turn.BY_YEAR, Scopes.FISCAL_YEARS),
    /** Customer invoices with their rows. */
    CUSTOMER_INVOICES(Turn.REST, Scopes.NONE),
    /** VAT reports. */
    VAT_REPORTS(Turn.REST, Scopes.NONE),
    /** Articles. */
    ARTICLES(Turn.REST, Scopes.NONE),
    /** Units of articles. */
    UNITS(Turn.REST, Scopes.NONE),
    /** Which document has which attachment; never the files. */
    ATTACHMENTS(Turn.REST, Scopes.NONE),
    /** Costs and income spread over periods. */
    ALLOCATION_PERIODS(Turn.REST, Scopes.NONE);

    /** When in a first load its turn comes; a later fetch reads all of them in one go. */
    public enum Turn {
        /** First: the frame of everything else. */
        SETTINGS,
        /** With what is open now. */
        CURRENT,
        /** With what makes the books whole. */
        REST,
        /** This fiscal year with what is open now, all others with the rest. */
        BY_YEAR,
        /** After everything else of each stage: figures to hold the others against. */
        PROOF
    }

    /** What its lists are asked for by; see {@link Query}. */
    public enum Scopes {
        /** There is one list. */
        NONE,
        /** One list a fiscal year. */
        FISCAL_YEARS,
        /** One list at each edge of a fiscal year. */
        BALANCE_DATES,
        /** Two lists a bank account: what is not matched, and what is. */
        BANK_ACCOUNTS
    }

    private final Turn turn;
    private final Scopes scopes;

    Resource(Turn turn, Scopes scopes) {
        this.turn = turn;
        this.scopes = scopes;
    }

    /** When its turn comes. */
    public Turn turn() {
        return turn;
    }

    /** What its lists are asked for by. */
    public Scopes scopes() {
        return scopes;
    }

    /**
     * Whether the proof of the books stands on it. If one of these cannot be read at all, there is nothing
     * to publish; any other can be missing by itself.
     */
    public boolean isLedger() {
        return turn == Turn.SETTINGS || turn == Turn.BY_YEAR || turn == Turn.PROOF;
    }

    /** The name in tables, events and pages' message keys: {@code account_balances}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The resource with this id; refuses an unknown one. */
    public static Resource of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
