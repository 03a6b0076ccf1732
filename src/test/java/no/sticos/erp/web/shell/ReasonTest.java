package no.sticos.erp.web.shell;

import static org.assertj.core.api.Assertions.assertThat;

import no.sticos.erp.kernel.Cause;
import org.junit.jupiter.api.Test;

class ReasonTest {
    private final Messages messages = Messages.bokmal();

    @Test
    void what_a_fault_carries_as_ids_is_read_by_its_name() {
        assertThat(Reason.of(Cause.SCOPE_MISSING, "vouchers", "ea:accounting_readonly")
                        .in(messages))
                .isEqualTo(
                        "Bilag mangler: samtykket gir ikke tilgang til «Lese regnskap». La alle haker stå neste gang.");
    }

    @Test
    void a_place_without_a_value_shows_a_dash() {
        assertThat(Reason.of(Cause.SCOPE_MISSING, "vouchers").in(messages)).contains("tilgang til –");
    }
}
