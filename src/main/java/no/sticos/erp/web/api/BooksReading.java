package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.TrialBalances;
import no.sticos.erp.web.client.VanishedPage;
import no.sticos.erp.web.explain.ExplainJson;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;

/** What is in clients' books. Where nothing is published, there is nothing to be found. */
final class BooksReading {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int ACCOUNTS_OF_A_CHANGE = 10;

    private final Rooms rooms;

    BooksReading(Shell shell) {
        this.rooms = shell.rooms();
    }

    Map<String, Handling> all() {
        return Map.of(
                "proof", this::proof,
                "years", this::years,
                "trialBalance", this::trialBalance,
                "months", this::months,
                "account", this::account,
                "voucher", this::voucher,
                "voucherNumbers", this::voucherNumbers,
                "vanished", this::vanished,
                "lockedChanges", this::lockedChanges);
    }

    private Single<ApiAnswer> proof(Call call) {
        return published(known(call).flatMapMaybe(client -> rooms.books().figures(call.firm(), client)))
                .flatMap(figures -> rooms.integrity()
                        .of(call.firm(), call.client())
                        .map(stored -> BooksWire.proof(figures, stored)))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> years(Call call) {
        return published(
                        known(call).flatMapMaybe(client -> rooms.trialBalances().years(call.firm(), client)))
                .map(BooksWire::years)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> trialBalance(Call call) {
        boolean deviating = call.asked("only").isPresent();
        var q = call.asked("q").orElse("").strip();
        var wanted = new TrialBalances.Wanted(call.generation(), call.day("year"), q, deviating);
        return published(
                        known(call).flatMapMaybe(client -> rooms.trialBalances().read(call.firm(), client, wanted)))
                .map(BooksWire::trialBalance)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> months(Call call) {
        var wanted = new TrialBalances.Wanted(call.generation(), call.day("year"), "", false);
        return published(
                        known(call).flatMapMaybe(client -> rooms.trialBalances().read(call.firm(), client, wanted)))
                .flatMap(books -> rooms.monthlyResults()
                        .of(
                                call.firm(),
                                call.client(),
                                books.shown().gen(),
                                books.year().start())
                        .map(months -> BooksWire.months(books, months)))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> account(Call call) {
        long account = Paths.number(call.ctx().pathParam("account"));
        var year = call.day("year");
        var after = call.asked("after").map(AccountExplanation.Place::read);
        if (account == 0 || year == null) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        if (call.asked("after").isPresent() && after.isEmpty()) {
            throw Operation.wrong("after");
        }
        var asked = new Explanations.Asked(call.generation(), year, account, after.orElse(null));
        return known(call)
                .flatMap(client -> rooms.explanations().account(call.firm(), client, asked))
                .map(ExplainJson::account)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> voucher(Call call) {
        var voucher = Optional.of(call.ctx().pathParam("voucher"))
                .filter(text -> UUID_FORM.matcher(text).matches())
                .map(UUID::fromString)
                .orElseThrow(() -> Fault.of(Cause.NOT_FOUND));
        return known(call)
                .flatMap(client -> rooms.explanations().voucher(call.firm(), client, voucher, call.generation()))
                .map(ExplainJson::voucher)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> voucherNumbers(Call call) {
        return known(call).flatMap(client -> numbers(rooms, call));
    }

    /** The client's number series as they stand now. */
    static Single<ApiAnswer> numbers(Rooms rooms, Call call) {
        return rooms.voucherNumbers()
                .list(call.firm(), call.client())
                .map(series -> new JsonObject().put("series", Wire.list(series, BooksWire::series)))
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> vanished(Call call) {
        return known(call)
                .flatMap(client -> rooms.vanished().of(call.firm(), client, VanishedPage.MOST))
                .map(BooksWire::vanished)
                .map(ApiAnswer::ok);
    }

    private Single<ApiAnswer> lockedChanges(Call call) {
        var after = call.asked("after").map(BooksReading::cursor).orElse(LockedChanges.Cursor.START);
        var changes = rooms.lockedChanges();
        return known(call)
                .flatMap(client -> Single.zip(
                        changes.since(call.firm(), client, 0),
                        changes.newest(call.firm(), client, after, call.limit() + 1, ACCOUNTS_OF_A_CHANGE),
                        (counts, found) -> BooksWire.locked(counts, found, call.limit())))
                .map(ApiAnswer::ok);
    }

    private static LockedChanges.Cursor cursor(String text) {
        var parts = text.split("\\.", -1);
        return new LockedChanges.Cursor(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Another firm's client is not found before anything else is asked. */
    private Single<ClientId> known(Call call) {
        return rooms.clients().find(call.firm(), call.client()).map(client -> client.id());
    }

    private static <T> Single<T> published(Maybe<T> books) {
        return books.switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)));
    }
}
