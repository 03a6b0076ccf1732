package no.sticos.erp.web.status;

import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;

/**
 * Who a client is and whether it is switched on.
 *
 * @param id our number
 * @param name the company's name at Visma
 * @param number what identifies it
 * @param apiActive a usable Visma login exists now
 * @param active a person has switched the client on
 */
public record ClientHead(long id, String name, Identity number, boolean apiActive, boolean active) {
    /**
     * The client's identifying number as far as it may be shown.
     *
     * @param kind which number it has
     * @param orgnr nine digits; empty unless the kind is ORGNR
     */
    public record Identity(Kind kind, String orgnr) {
        /** An organisasjonsnummer. */
        public static Identity orgnr(String digits) {
            return new Identity(Kind.ORGNR, digits);
        }

        /** A personal number: no part of it ever reaches a page. */
        public static Identity personal() {
            return new Identity(Kind.PERSONAL, "");
        }

        /** None. */
        public static Identity missing() {
            return new Identity(Kind.MISSING, "");
        }

        /** As it is shown in a list. */
        public String shown(Messages messages) {
            return switch (kind) {
                case ORGNR -> Formats.orgnr(orgnr);
                case PERSONAL -> messages.text("row.personal");
                case MISSING -> messages.text("row.missing");
            };
        }
    }

    /** Which number identifies a client. */
    public enum Kind {
        /** A company with an organisasjonsnummer. */
        ORGNR,
        /** A person's business, known by a personal number. */
        PERSONAL,
        /** Visma holds neither. */
        MISSING
    }

    /** The address of its page. */
    public String href() {
        return "/clients/" + id;
    }
}
