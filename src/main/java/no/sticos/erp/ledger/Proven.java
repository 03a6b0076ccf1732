package no.sticos.erp.ledger;

/**
 * What a proof found.
 *
 * @param verdict what it says of the generation
 * @param known whether what deviates from the accounting system's figures needs no second look: there is nothing, or
 *     the books that readers see have the same deviations to the øre
 * @param deviations a mark of all that deviates from those figures; equal for equal deviations
 */
public record Proven(Verdict verdict, boolean known, String deviations) {}
