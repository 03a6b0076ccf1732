package no.sticos.erp.sandbox.api;

import java.math.BigDecimal;

/** An amount in whole øre, written with two decimals. */
record Money(long ore) {
    BigDecimal kroner() {
        return BigDecimal.valueOf(ore, 2);
    }
}
