package no.sticos.erp.sandbox.identity;

import java.util.Arrays;
import java.util.Optional;

/** A scope as the consent page words it. */
enum Scope {
    OFFLINE_ACCESS("offline_access", "Offline access", "Required to get refresh token"),
    API("ea:api", "eAccounting API", "Required to get access to eAccounting API"),
    SALES("ea:sales_readonly", "eAccounting sales readonly", "Sales readonly"),
    ACCOUNTING("ea:accounting_readonly", "eAccounting accounting readonly", "accounting readonly"),
    PURCHASE("ea:purchase_readonly", "eAccounting purchase readonly", "Purchase readonly"),
    ALL_SALES("ea:sales", "eAccounting sales", "Sales"),
    ALL_ACCOUNTING("ea:accounting", "eAccounting accounting", "accounting"),
    ALL_PURCHASE("ea:purchase", "eAccounting purchase", "Purchase");

    final String wire;
    final String title;
    final String explanation;

    Scope(String wire, String title, String explanation) {
        this.wire = wire;
        this.title = title;
        this.explanation = explanation;
    }

    static Optional<Scope> of(String wire) {
        return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
    }
}
