package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.trade.Bank;
import no.sticos.erp.sandbox.trade.BankLine;
import no.sticos.erp.sandbox.universe.Company;

/** BankAccountApi, BankTransactionApi and BankApi (facts.md §4.3). */
final class BankShapes {
    /** A bank account of a company. */
    record Held(Bank bank, Company company) {
        UUID id() {
            return bank.id(company.books().plan().seed());
        }

        LocalDate today() {
            return company.books().plan().today();
        }

        /** As the bank sees it: what is booked and what nobody has booked yet, in øre. */
        long balance() {
            long booked = company.books().balances(today()).getOrDefault(bank.ledgerAccount(), 0L);
            return bank != Bank.OPERATING
                    ? booked
                    : booked
                            + company.trade().now().bank().stream()
                                    .filter(line -> line.voucher() == null)
                                    .mapToLong(BankLine::amount)
                                    .sum();
        }
    }

    private static final Shape<Held> BALANCE =
            Shape.of(Field.of("Balance", held -> new Money(held.balance())), Field.of("Date", Held::today));

    static final Shape<Held> ACCOUNT = Shape.of(
            Field.of("Bank", held -> Bank.bank()),
            Field.of("BankAccountType", held -> held.bank().type()),
            Field.of("BankAccountTypeDescription", held -> held.bank() == Bank.OPERATING ? "Brukskonto" : "Sparekonto"),
            Field.of("Bban", held -> held.bank() == Bank.OPERATING ? "00000000000" : "00000000019"),
            Field.fixed("Iban", null),
            Field.of("Name", held -> held.bank().title()),
            Field.of("NameEnglish", held -> held.bank().title()),
            Field.of("Id", Held::id),
            Field.fixed("IsActive", true),
            Field.of("LedgerAccountNumber", held -> held.bank().ledgerAccount()),
            Field.of("HasActiveBankAgreement", held -> held.bank() == Bank.OPERATING),
            Field.of("IsDefaultChequeAccount", held -> held.bank() == Bank.OPERATING),
            Field.fixed("CurrencyCode", "NOK"),
            Field.of("ModifiedUtc", held -> held.today().atTime(4, 30).toInstant(ZoneOffset.UTC)),
            Field.of("Balance", held -> Nested.one(BALANCE, held)),
            Field.fixed("BankAccountHolderName", null),
            Field.fixed("IsEnabledDirectDebit", null),
            Field.fixed("DirectDebitCreditorId", null),
            Field.fixed("DirectDebitBatchBooking", null),
            Field.fixed("DirectDebitSendDirectlyToBank", null));

    private static final Shape<BankLine> ROW = Shape.of(
            Field.of("PaymentVoucherId", line -> booked(line).id()),
            Field.of("PaymentVoucherNumber", BankLine::reference),
            Field.of("AmountTransactionCurrency", line -> new Money(line.amount())),
            Field.of("Number", BankLine::reference),
            Field.of("Name", line -> booked(line).text()),
            Field.fixed("Reference", null),
            Field.fixed("Source", "Voucher"),
            Field.of("SourceId", line -> booked(line).id()),
            Field.of("VoucherId", line -> booked(line).id()));

    static final Shape<BankLine> TRANSACTION = Shape.of(
            Field.of("Id", BankLine::id),
            Field.of("TransactionDate", BankLine::date),
            Field.of("IsReconciled", line -> line.voucher() != null),
            Field.of("Reference", BankLine::reference),
            Field.of("OriginalAmount", line -> new Money(line.amount())),
            Field.fixed("ChargeAmount", Money.ZERO),
            Field.fixed("ChargeCurrency", "NOK"),
            Field.of("TransactionAmount", line -> new Money(line.amount())),
            Field.fixed("TransactionAmountCurrency", "NOK"),
            Field.fixed("OriginalCurrency", "NOK"),
            Field.of("Rows", line -> Nested.list(ROW, line.voucher() == null ? List.of() : List.of(line))));

    static final Shape<UUID> BANK = Shape.of(Field.of("Id", bank -> bank), Field.fixed("Name", "Sandbanken"));

    private BankShapes() {}

    static List<Held> accounts(Company company) {
        return Arrays.stream(Bank.values()).map(bank -> new Held(bank, company)).toList();
    }

    /** What moved on an account; the tax account has no bank connection. */
    static List<BankLine> lines(Held held) {
        return held.bank() == Bank.OPERATING ? held.company().trade().now().bank() : List.of();
    }

    private static Voucher booked(BankLine line) {
        return Objects.requireNonNull(line.voucher());
    }
}
