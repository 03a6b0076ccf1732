package no.sticos.erp.sandbox.books;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people and machines write into vouchers, and now and then what an attacker would. */
final class Texts {
    private static final int ONE_IN = 97;
    private static final int ROW_TEXT_LIMIT = 60;

    private static final List<String> SUBJECTS = List.of(
            "Bjørkås Rør AS",
            "Fjellvåg Økologiske",
            "Ålgård Transport",
            "Kjøpmannsgata 14",
            "prosjekt Måsvær",
            "Ødegården Drift",
            "uke 34",
            "abonnement",
            "avdeling Nord",
            "«Lærlingtilskudd»");

    private static final List<String> HOSTILE = List.of(
            "<script>alert('bilag')</script>",
            "Robert'); DROP TABLE ledger.vouchers;--",
            "=cmd|' /C calc'!A0",
            "anførsel \" og ' og \\ og & og ${7*7}",
            "smil 😀 flagg 🇳🇴 familie 👨‍👩‍👧‍👦",
            "høyre \u202Eertsniv\u202C til venstre",
            "linje\nskift\tog tabulator",
            "æøå ÆØÅ e\u0301 é ﬁ",
            "  mellomrom foran og bak  ",
            "Lang tekst. ".repeat(83) + "Slut");

    private Texts() {}

    static String ofVoucher(Kind kind, long seed, long place) {
        if (Mix.below(ONE_IN, seed, place * 4 + 2) == 0) {
            return HOSTILE.get(Mix.below(HOSTILE.size(), seed, place * 4 + 3));
        }
        return kind.title + ", " + SUBJECTS.get(Mix.below(SUBJECTS.size(), seed, place * 4 + 3)) + " " + place;
    }

    /** A third of the rows has a text. */
    static @Nullable String ofRow(long seed, int account) {
        long draw = Mix.of(seed, account);
        if (draw % 3 != 0) {
            return null;
        }
        var list = Long.remainderUnsigned(draw, ONE_IN) == 0 ? HOSTILE : SUBJECTS;
        var text = list.get((int) Long.remainderUnsigned(draw >>> 8, list.size()));
        return text.codePointCount(0, text.length()) <= ROW_TEXT_LIMIT ? text : text.substring(0, ROW_TEXT_LIMIT);
    }
}
