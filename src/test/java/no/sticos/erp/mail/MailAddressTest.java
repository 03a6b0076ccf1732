package no.sticos.erp.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail can be sent to, and what only looks like it. */
class MailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kari@fjordtall.example",
                "kari.lunde+visma@regnskap.fjordtall.example",
                "o'hara_1@x-y.example",
                "a@b.xn--p1ai"
            })
    void an_address_is_read_as_it_stands(String text) {
        assertThat(MailAddress.read(text)).map(MailAddress::text).contains(text);
        assertThat(MailAddress.read("  " + text + "\n")).map(MailAddress::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "kari",
                "@b.example",
                "kari@",
                "kari@localhost",
                "kari@b..example",
                "kari.@b.example",
                ".kari@b.example",
                "kari@-b.example",
                "kari@b.example, ola@b.example",
                "kari@b.example;ola@b.example",
                "Kari Lunde <kari@b.example>",
                "\"kari lunde\"@b.example",
                "kari(Kari)@b.example",
                "kari@b.example\r\nBcc: ola@b.example",
                "kari@b.example\nBcc:ola@b.example",
                "kari\r\n@b.example",
                "kari@b.example%0aBcc:ola@b.example",
                "kari@b.example>",
                "kari@[127.0.0.1]",
                "kåri@b.example",
                "kari@b.example ola",
                "kari\u0000@b.example",
                "kari@b.exam\u2028ple"
            })
    void whatever_could_be_more_than_one_address_is_none(String text) {
        assertThat(MailAddress.read(text)).isEmpty();
    }

    @Test
    void an_address_has_its_length() {
        var longest = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(53) + ".example";

        assertThat(longest).hasSize(254);
        assertThat(MailAddress.read(longest)).isPresent();
        assertThat(MailAddress.read("b" + longest)).isEmpty();
        assertThat(MailAddress.read("a".repeat(65) + "@b.example")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new MailAddress("kari@b.example\n"));
    }

    @Test
    void a_subject_is_one_line_whatever_a_company_is_called() {
        var letter = new Letter(" Fjell\r\nBcc: ola@b.example\u2028\u0000 AS ", "", "");

        assertThat(letter.subject()).isEqualTo("Fjell Bcc: ola@b.example  AS");
        assertThat(new Letter("x".repeat(500), "", "").subject()).hasSize(200);
    }
}
