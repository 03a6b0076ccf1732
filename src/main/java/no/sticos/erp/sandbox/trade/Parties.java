package no.sticos.erp.sandbox.trade;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.sandbox.books.BooksPlan;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.identifiers.SyntheticPersonalNumber;
import org.jspecify.annotations.Nullable;

/** Grows a company's customers or suppliers; every name is invented, every number synthetic. */
final class Parties {
    private static final int MOST = 300;
    private static final int VOUCHERS_EACH = 40;
    private static final List<String> ORGNRS =
            SyntheticOrgnr.all().skip(500).limit(MOST * 2L).toList();
    private static final List<String> FIRST = List.of(
            "Bjørke", "Fjell", "Havre", "Kråke", "Lyng", "Multe", "Nype", "Rogne", "Selje", "Tinde", "Vidje", "Ålge");
    private static final List<String> SECOND =
            List.of("bakken", "bygg", "data", "frakt", "gården", "handel", "kontor", "maskin", "tre", "verk");
    private static final List<String> TRAITS =
            List.of("Blid", "Ivrig", "Lun", "Modig", "Rask", "Sindig", "Varm", "Åpen");
    private static final List<String> THINGS =
            List.of("Blåveis", "Fiskebolle", "Gitar", "Kopp", "Ostehøvel", "Ørret", "Ånd", "Ski");
    private static final List<String> CITIES = List.of("Sandvær", "Måsvik", "Bregnedal", "Øyhavn");

    private static final List<Terms> INVOICED = List.of(Terms.DAYS_14, Terms.DAYS_30);
    private static final List<Terms> SHORT = List.of(Terms.CURRENT_MONTH, Terms.CASH);

    private final long seed;
    private final BooksPlan plan;
    private final int firstNumber;
    private final int oneInIsPerson;

    private Parties(BooksPlan plan, long salt, int firstNumber, int oneInIsPerson) {
        this.seed = plan.seed() ^ salt;
        this.plan = plan;
        this.firstNumber = firstNumber;
        this.oneInIsPerson = oneInIsPerson;
    }

    /** Every fifth is a private person. */
    static List<Party> customers(BooksPlan plan) {
        return new Parties(plan, 0x43555354L, 10_001, 5).grow();
    }

    /** Every twelfth works alone, under a personal number. */
    static List<Party> suppliers(BooksPlan plan) {
        return new Parties(plan, 0x53555050L, 20_001, 12).grow();
    }

    private List<Party> grow() {
        int count = Math.max(6, Math.min(MOST, plan.vouchers() / VOUCHERS_EACH));
        return IntStream.range(0, count).mapToObj(this::party).toList();
    }

    private Party party(int place) {
        boolean isPerson = place % oneInIsPerson == oneInIsPerson - 1;
        var terms = (Mix.below(10, seed, place * 8L + 1) < 8 ? INVOICED : SHORT).get(place % 2);
        var changed =
                LocalDate.ofYearDay(plan.today().getYear() - plan.years(), 1 + Mix.below(360, seed, place * 8L + 2));
        return new Party(
                Mix.uuid(seed, place),
                firstNumber + place,
                isPerson ? pick(TRAITS, place, 3) + " " + pick(THINGS, place, 4) : company(place),
                identity(place, isPerson),
                isPerson,
                new Party.Address(pick(FIRST, place, 5) + "veien " + (1 + place), "0001", pick(CITIES, place, 6)),
                terms,
                changed.atTime(12, 0).toInstant(ZoneOffset.UTC));
    }

    private String company(int place) {
        return pick(FIRST, place, 3) + pick(SECOND, place, 4) + (place % 3 == 0 ? " ENK" : " AS");
    }

    /** As people type it: bare, in groups, as a VAT number, not at all. */
    private @Nullable String identity(int place, boolean isPerson) {
        if (isPerson) {
            return SyntheticPersonalNumber.of(place);
        }
        var orgnr = ORGNRS.get(place + (firstNumber > 20_000 ? MOST : 0));
        return switch (Mix.below(6, seed, place * 8L + 7)) {
            case 0 -> orgnr.substring(0, 3) + " " + orgnr.substring(3, 6) + " " + orgnr.substring(6);
            case 1 -> "NO" + orgnr + "MVA";
            case 2 -> null;
            default -> orgnr;
        };
    }

    private String pick(List<String> words, int place, int draw) {
        return words.get(Mix.below(words.size(), seed, place * 8L + draw));
    }
}
