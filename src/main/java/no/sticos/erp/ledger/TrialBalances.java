package no.sticos.erp.ledger;

import static java.util.Objects.requireNonNullElse;

import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** Trial balances of any published generation, account by account or summed by class. */
public final class TrialBalances {
    private static final Sql PLAN = Sql.of(TrialBalances.class, "plan-for-whole-books");
    private static final Sql SHOWN = Sql.of(TrialBalances.class, "generation-shown");
    private static final Sql CLASSES = Sql.of(TrialBalances.class, "balance-classes");
    private static final Sql LINES = Sql.of(TrialBalances.class, "trial-balance");

    private final Database database;

    /** Does nothing yet. */
    public TrialBalances(Database database) {
        this.database = database;
    }

    /**
     * What of a trial balance is asked for.
     *
     * @param gen the generation; null = the current one
     * @param year the fiscal year's first day; null, or a day that begins none = the newest one
     * @param q part of an account's name or the start of its number; empty = all accounts
     * @param onlyDeviating only accounts that deviate from Visma's balances
     */
    public record Wanted(@Nullable Integer gen, @Nullable LocalDate year, String q, boolean onlyDeviating) {}

    /** The years of the client's current generation; empty if nothing is published, or for another firm's client. */
    public Maybe<TrialBalance.Overview> years(TenantId tenant, ClientId client) {
        return database.forTenant(
                        tenant,
                        tx -> overview(tx, client, null).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .mapOptional(found -> found);
    }

    /**
     * A year's accounts; empty if nothing is published or no fiscal year is known. Fails with {@code NOT_FOUND} for a
     * generation that was never published.
     */
    public Maybe<TrialBalance> read(TenantId tenant, ClientId client, Wanted wanted) {
        return database.forTenant(tenant, tx -> overview(tx, client, wanted.gen())
                        .switchIfEmpty(Maybe.defer(() -> missing(wanted)))
                        .flatMap(shown -> lines(tx, client, shown, wanted))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .mapOptional(found -> found);
    }

    private static Maybe<TrialBalance.Overview> missing(Wanted wanted) {
        return wanted.gen() == null ? Maybe.empty() : Maybe.error(Fault.of(Cause.NOT_FOUND));
    }

    private static Maybe<TrialBalance.Overview> overview(Tx tx, ClientId client, @Nullable Integer gen) {
        return tx.run(PLAN, client.value())
                .andThen(tx.first(SHOWN, TrialBalances::readShown, client.value(), gen))
                .flatMapSingle(shown -> years(tx, client, shown));
    }

    private static Single<TrialBalance.Overview> years(Tx tx, ClientId client, TrialBalance.Overview shown) {
        return tx.rows(CLASSES, client.value(), shown.gen())
                .map(TrialBalances::readYears)
                .map(years -> new TrialBalance.Overview(
                        shown.gen(), shown.current(), shown.publishedAt(), shown.verifiedAt(), shown.verdict(), years));
    }

    private static Maybe<TrialBalance> lines(Tx tx, ClientId client, TrialBalance.Overview shown, Wanted wanted) {
        return Maybe.fromOptional(chosen(shown.years(), wanted.year())).flatMapSingle(year -> tx.list(
                        LINES,
                        TrialBalances::readLine,
                        client.value(),
                        shown.gen(),
                        year.start(),
                        namePattern(wanted.q()),
                        numberPattern(wanted.q()),
                        wanted.onlyDeviating(),
                        TrialBalance.MOST + 1)
                .map(lines -> new TrialBalance(
                        shown,
                        year,
                        lines.subList(0, Math.min(lines.size(), TrialBalance.MOST)),
                        lines.size() > TrialBalance.MOST)));
    }

    private static Optional<TrialBalance.Year> chosen(List<TrialBalance.Year> years, @Nullable LocalDate start) {
        return years.stream()
                .filter(year -> year.start().equals(start))
                .findFirst()
                .or(() -> years.stream().findFirst());
    }

    private static String namePattern(String q) {
        return q.isEmpty() ? "" : "%" + q.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static String numberPattern(String q) {
        return q.matches("[0-9]+") ? q + "%" : "";
    }

    private static TrialBalance.Overview readShown(Row row) {
        var verified = row.getOffsetDateTime("verified_at");
        return new TrialBalance.Overview(
                row.getInteger("gen"),
                row.getInteger("current_gen"),
                row.getOffsetDateTime("published_at").toInstant(),
                verified == null ? null : verified.toInstant(),
                Verdict.valueOf(row.getString("verdict")),
                List.of());
    }

    /** One row a class of a year, newest year first. */
    private static List<TrialBalance.Year> readYears(Iterable<Row> rows) {
        var years = new TreeMap<LocalDate, TrialBalance.Year>();
        for (var row : rows) {
            years.merge(row.getLocalDate("start_date"), readYear(row), TrialBalances::both);
        }
        return List.copyOf(years.descendingMap().values());
    }

    private static TrialBalance.Year both(TrialBalance.Year year, TrialBalance.Year more) {
        var classes = new ArrayList<>(year.classes());
        classes.addAll(more.classes());
        return new TrialBalance.Year(year.start(), year.end(), year.covered(), year.moved(), classes);
    }

    private static TrialBalance.Year readYear(Row row) {
        var digit = row.getInteger("digit");
        return new TrialBalance.Year(
                row.getLocalDate("start_date"),
                row.getLocalDate("end_date"),
                row.getBoolean("covered"),
                row.getBoolean("moved"),
                digit == null
                        ? List.of()
                        : List.of(new TrialBalance.ClassSum(
                                digit,
                                requireNonNullElse(row.getBigDecimal("closing"), BigDecimal.ZERO),
                                row.getInteger("accounts"),
                                row.getInteger("deviating"),
                                row.getInteger("unknown"))));
    }

    private static TrialBalance.Line readLine(Row row) {
        return new TrialBalance.Line(
                row.getLong("account"),
                row.getString("name"),
                row.getBigDecimal("opening"),
                row.getBigDecimal("debit"),
                row.getBigDecimal("credit"),
                row.getBigDecimal("closing"),
                row.getBigDecimal("visma"),
                Verdict.valueOf(row.getString("verdict")));
    }
}
