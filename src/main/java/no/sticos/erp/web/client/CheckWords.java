package no.sticos.erp.web.client;

import java.util.regex.Pattern;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;

/** What the checks of the proof are called on the page, and the one figure that each is shown with. */
final class CheckWords {
    private static final String BALANCES = "C3";
    private static final String GAPS = "C7";
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    private CheckWords() {}

    /** The last part of {@code proof.check.<…>}; the ids are those of the list that the proof follows. */
    static String word(String check) {
        return switch (check) {
            case "C1" -> "voucher";
            case "C2" -> "sides";
            case BALANCES -> "balance";
            case "C4" -> "zero";
            case "C5" -> "opening";
            case "C6-customers" -> "customers";
            case "C6-suppliers" -> "suppliers";
            case GAPS -> "gaps";
            case "C7-duplicates" -> "duplicates";
            case "C8" -> "rows";
            case "C10" -> "chart";
            case "C11" -> "locked";
            case "C12" -> "vat";
            case "C13" -> "invoices";
            default -> throw new IllegalArgumentException("no words for the check " + check);
        };
    }

    /** Its number: what the page shows beside the name. */
    static String value(BooksQueries.Check check, Messages messages) {
        var detail = check.detail();
        boolean deviates = check.outcome().equals("DEVIATES");
        if (check.id().equals(GAPS) && deviates) {
            return messages.counted("proof.value.gap", check.checked() - check.passed(), detail == null ? "" : detail);
        }
        if (check.id().equals(BALANCES)
                && detail != null
                && YEAR.matcher(detail).matches()) {
            return messages.text("proof.value.noBalance", detail);
        }
        var amount = check.amount();
        if (detail != null) {
            return messages.text("proof.value." + detail, Formats.amount(amount));
        }
        if (amount != null) {
            return deviates ? messages.text("proof.value.off", Formats.amount(amount)) : Formats.amount(amount);
        }
        return messages.text("proof.value.of", Formats.count(check.passed()), Formats.count(check.checked()));
    }
}
