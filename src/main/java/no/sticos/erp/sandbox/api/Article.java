package no.sticos.erp.sandbox.api;

import java.util.Arrays;
import java.util.UUID;
import no.sticos.erp.sandbox.books.Mix;

/** The articles that every company sells: one for each income account, and one more that it has stopped selling. */
enum Article {
    GOODS("100", "Varer", 3000, Unit.PIECE, true),
    SERVICES("200", "Tjenester", 3001, Unit.HOUR, true),
    WEB_SHOP("300", "Nettbutikkvarer", 3002, Unit.PIECE, true),
    FOOD("400", "Mat", 3010, Unit.KILO, true),
    TRANSPORT("500", "Transport og overnatting", 3050, Unit.HOUR, true),
    RETIRED("900", "Faks", 3000, Unit.PIECE, false);

    private static final long SALT = 0x41525443L;
    private static final long CODING = 0x434F4449L;

    final String number;
    final String title;
    final int account;
    final Unit unit;
    final boolean isActive;

    /** What articles are counted in. */
    enum Unit {
        PIECE("Stykk", "stk", "pcs"),
        HOUR("Time", "t", "h"),
        KILO("Kilo", "kg", "kg");

        final String title;
        final String abbreviation;
        final String english;

        Unit(String title, String abbreviation, String english) {
            this.title = title;
            this.abbreviation = abbreviation;
            this.english = english;
        }

        UUID id(long company) {
            return Mix.uuid(company ^ SALT, abbreviation.hashCode());
        }
    }

    Article(String number, String title, int account, Unit unit, boolean isActive) {
        this.number = number;
        this.title = title;
        this.account = account;
        this.unit = unit;
        this.isActive = isActive;
    }

    /** What is sold over this account. */
    static Article of(int account) {
        return Arrays.stream(values())
                .filter(article -> article.account == account)
                .findFirst()
                .orElse(GOODS);
    }

    UUID id(long company) {
        return Mix.uuid(company ^ SALT, Long.parseLong(number));
    }

    /** The id of its account coding, which articles of one account share. */
    UUID codingId(long company) {
        return Mix.uuid(company ^ CODING, account);
    }

    int percent() {
        return VatCode.ofAccount(account).percent();
    }
}
