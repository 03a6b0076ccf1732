package no.sticos.erp.connect;

/** What a person may do in the portal; who may more may also do what stands above it. */
public enum Right {
    /** Look. */
    READ,
    /** Connect, switch on and off, fetch. */
    USE,
    /** Remove, and accept what was held back. */
    ADMINISTER
}
