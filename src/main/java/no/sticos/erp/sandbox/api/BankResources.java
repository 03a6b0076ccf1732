package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resources.byId;
import static no.sticos.erp.sandbox.universe.Variant.BOOKKEEPING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING;
import static no.sticos.erp.sandbox.universe.Variant.PRO;
import static no.sticos.erp.sandbox.universe.Variant.SOLO;
import static no.sticos.erp.sandbox.universe.Variant.STANDARD;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;
import no.sticos.erp.sandbox.trade.Bank;
import no.sticos.erp.sandbox.trade.BankLine;

/** Bank accounts and what moved on them; without dates a list is about the current month. */
final class BankResources {
    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");
    private static final Reach BANKS = Reach.of(Set.of("purchase"), PRO, STANDARD, INVOICING, BOOKKEEPING, SOLO);
    private static final Reach TRANSACTIONS =
            Reach.of(Set.of("accounting", "sales", "purchase"), PRO, STANDARD, BOOKKEEPING);
    private static final String ACCOUNT = "bankAccountId";
    private static final String FROM = "fromDate";
    private static final String TO = "toDate";

    private BankResources() {}

    static List<Resource> all() {
        return List.of(
                new Listed<>("/banks", BANKS, BankShapes.BANK, asked -> Source.of(List.of(Bank.bank()))),
                new Listed<>(
                        "/bankaccounts",
                        BANKS,
                        BankShapes.ACCOUNT,
                        asked -> Source.of(BankShapes.accounts(asked.company()))),
                new Single<>("/bankaccounts/{bankAccountId}", BANKS, BankShapes.ACCOUNT, BankResources::account),
                transactions("/banktransactions/{bankAccountId}/matched", true),
                transactions("/banktransactions/{bankAccountId}/unmatched", false),
                new Single<>(
                        "/banktransactions/{bankAccountId}/{bankTransactionId}",
                        TRANSACTIONS,
                        BankShapes.TRANSACTION,
                        asked -> byId(asked, "bankTransactionId", BankShapes.lines(account(asked)), BankLine::id)));
    }

    private static Resource transactions(String path, boolean matched) {
        return new Listed<>(
                path,
                TRANSACTIONS,
                BankShapes.TRANSACTION,
                asked -> Source.of(lines(asked, matched)),
                Set.of(FROM, TO));
    }

    private static BankShapes.Held account(Asked asked) {
        return byId(asked, ACCOUNT, BankShapes.accounts(asked.company()), BankShapes.Held::id);
    }

    private static List<BankLine> lines(Asked asked, boolean matched) {
        var month = YearMonth.from(asked.now().atZone(NORWAY));
        var from = date(asked, FROM, month.atDay(1));
        var to = date(asked, TO, month.atEndOfMonth());
        return BankShapes.lines(account(asked)).stream()
                .filter(line -> !line.date().isBefore(from) && !line.date().isAfter(to))
                .filter(line -> (line.voucher() != null) == matched)
                .toList();
    }

    private static LocalDate date(Asked asked, String parameter, LocalDate absent) {
        var text = asked.query().get(parameter);
        return text == null ? absent : Resources.date(text.split("T", 2)[0]);
    }
}
