package no.sticos.erp.sandbox.trade;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer or supplier.
 *
 * @param number counts from 10001 or 20001 within the company
 * @param identity an organisation number as somebody typed it, a personal number, or null
 * @param isPerson whether it is a private person; a supplier who is one has no other mark on the wire
 * @param terms how it pays, or is paid
 * @param changed when its card was last changed
 */
public record Party(
        UUID id,
        int number,
        String name,
        @Nullable String identity,
        boolean isPerson,
        Address address,
        Terms terms,
        Instant changed) {

    Party named(String other, Instant now) {
        return new Party(id, number, other, identity, isPerson, address, terms, now);
    }

    /** Where it lives. */
    public record Address(String street, String postalCode, String city) {}
}
