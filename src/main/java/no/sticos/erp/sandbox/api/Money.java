package no.sticos.erp.sandbox.api;

import java.math.BigDecimal;

/** An amount in whole øre, written with two decimals. */
record Money(long ore) {
    static final Money ZERO = new Money(0);

    BigDecimal kroner() {
        return BigDecimal.valueOf(ore, 2);
    }
}
