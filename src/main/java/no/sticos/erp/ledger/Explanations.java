package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.AccountExplanation.Generation;
import no.sticos.erp.ledger.AccountExplanation.Place;
import org.jspecify.annotations.Nullable;

/**
 * Explains a number: from a balance to its rows, their vouchers, and the request that brought each of them.
 *
 * <p>What does not exist fails with {@code NOT_FOUND}: another firm's client, a generation that was not published or is
 * not kept, a year, an account, a voucher.
 */
public final class Explanations {
    private static final Sql GENERATION = Sql.of(Explanations.class, "explained-generation");
    private static final Sql BALANCE = Sql.of(Explanations.class, "explained-balance");
    private static final Sql ROWS = Sql.of(Explanations.class, "explained-rows");
    private static final Sql VERSIONS = Sql.of(Explanations.class, "explained-versions");
    private static final Sql VOUCHER = Sql.of(Explanations.class, "explained-voucher");
    private static final Sql VOUCHER_ROWS = Sql.of(Explanations.class, "explained-voucher-rows");

    private final Database database;

    /** Does nothing yet. */
    public Explanations(Database database) {
        this.database = database;
    }

    /**
     * Which balance is to be explained.
     *
     * @param gen the generation; null = the current one
     * @param yearStart the fiscal year's first day
     * @param after where the rows go on; null = from the newest
     */
    public record Asked(@Nullable Integer gen, LocalDate yearStart, long account, @Nullable Place after) {}

    /** Explains an account's closing balance. */
    public Single<AccountExplanation> account(TenantId tenant, ClientId client, Asked asked) {
        return database.forTenant(tenant, tx -> tx.first(GENERATION, Covered::read, client.value(), asked.gen())
                .flatMap(shown -> tx.first(
                                BALANCE,
                                row -> readBalance(row, shown, asked),
                                client.value(),
                                shown.generation().gen(),
                                asked.yearStart(),
                                asked.account())
                        .flatMapSingle(balance -> withRows(tx, client, balance, asked)))
                .switchIfEmpty(
                        Single.error(() -> Fault.of(Cause.NOT_FOUND, "account " + asked.account() + " of " + client))));
    }

    /**
     * Explains a voucher.
     *
     * @param gen the generation in which it is looked at; null = the current one. Where it is not in that generation,
     *     as a deleted one, its newest version is shown
     */
    public Single<VoucherExplanation> voucher(TenantId tenant, ClientId client, UUID voucher, @Nullable Integer gen) {
        return database.forTenant(tenant, tx -> tx.first(GENERATION, Covered::read, client.value(), gen)
                .flatMap(shown -> tx.rows(VERSIONS, client.value(), voucher, VoucherExplanation.MOST_VERSIONS)
                        .map(Explanations::readVersions)
                        .filter(versions -> !versions.isEmpty())
                        .flatMapSingle(versions ->
                                story(tx, client, voucher, shown.generation().gen(), versions)))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND, "voucher " + voucher + " of " + client))));
    }

    /** One row more than is shown is asked for: whether there are more. */
    private static Single<AccountExplanation> withRows(
            Tx tx, ClientId client, AccountExplanation balance, Asked asked) {
        var after = Objects.requireNonNullElse(asked.after(), Place.START);
        return tx.list(
                        ROWS,
                        PlacedLine::read,
                        client.value(),
                        balance.generation().gen(),
                        balance.account(),
                        balance.yearStart(),
                        balance.yearEnd(),
                        after.date(),
                        after.fromGen(),
                        after.doc(),
                        after.rowNo(),
                        AccountExplanation.MOST_ROWS + 1)
                .map(lines -> with(balance, lines));
    }

    private static AccountExplanation with(AccountExplanation balance, List<PlacedLine> found) {
        var shown = found.subList(0, Math.min(found.size(), AccountExplanation.MOST_ROWS));
        return new AccountExplanation(
                balance.generation(),
                balance.account(),
                balance.name(),
                balance.yearStart(),
                balance.yearEnd(),
                balance.whole(),
                balance.opening(),
                balance.debit(),
                balance.credit(),
                balance.closing(),
                balance.debitRows(),
                balance.creditRows(),
                balance.visma(),
                balance.vismaReadAt(),
                shown.stream().map(PlacedLine::line).toList(),
                found.size() > shown.size() ? shown.get(shown.size() - 1).place() : null);
    }

    private static Single<VoucherExplanation> story(
            Tx tx, ClientId client, UUID voucher, int gen, List<VoucherExplanation.Version> versions) {
        var shown = versions.stream()
                .filter(version -> version.isIn(gen))
                .findFirst()
                .orElse(versions.get(0));
        return tx.list(
                        VOUCHER_ROWS,
                        Explanations::readRow,
                        client.value(),
                        shown.fromGen(),
                        shown.doc(),
                        shown.date(),
                        gen,
                        VoucherExplanation.MOST_ROWS)
                .flatMap(rows -> tx.first(
                                VOUCHER,
                                row -> new VoucherExplanation(
                                        voucher,
                                        row.getLocalDate("voucher_date"),
                                        row.getString("number"),
                                        row.getString("voucher_text"),
                                        shown,
                                        rows,
                                        row.getString("document"),
                                        versions),
                                client.value(),
                                shown.fromGen(),
                                shown.doc())
                        .toSingle());
    }

    private static AccountExplanation readBalance(Row row, Covered shown, Asked asked) {
        return new AccountExplanation(
                shown.generation(),
                asked.account(),
                row.getString("name"),
                asked.yearStart(),
                row.getLocalDate("end_date"),
                shown.coverage().contains(Resource.VOUCHERS.id() + "/" + asked.yearStart()),
                row.getBigDecimal("opening"),
                row.getBigDecimal("debit"),
                row.getBigDecimal("credit"),
                row.getBigDecimal("closing"),
                row.getLong("debit_rows"),
                row.getLong("credit_rows"),
                row.getBigDecimal("visma"),
                time(row.getOffsetDateTime("visma_read_at")),
                List.of(),
                null);
    }

    /** Newest first; a version is held against the one before it, which comes after it here. */
    private static List<VoucherExplanation.Version> readVersions(Iterable<Row> rows) {
        var found = new ArrayList<Row>();
        rows.forEach(found::add);
        var versions = new ArrayList<VoucherExplanation.Version>(found.size());
        for (int i = 0; i < found.size(); i++) {
            versions.add(readVersion(found.get(i), i + 1 < found.size() ? found.get(i + 1) : null));
        }
        return versions;
    }

    private static VoucherExplanation.Version readVersion(Row row, @Nullable Row before) {
        return new VoucherExplanation.Version(
                row.getInteger("from_gen"),
                row.getInteger("doc"),
                row.getInteger("to_gen"),
                row.getLocalDate("voucher_date"),
                row.getString("number"),
                time(row.getOffsetDateTime("published_at")),
                time(row.getOffsetDateTime("replaced_at")),
                row.getString("modified_utc"),
                before != null
                        && before.getInteger("hash_version").equals(row.getInteger("hash_version"))
                        && !before.getLong("books_hash").equals(row.getLong("books_hash")),
                row.getLong("run_id"),
                row.getString("request"),
                time(row.getOffsetDateTime("read_at")));
    }

    private static VoucherExplanation.Line readRow(Row row) {
        return new VoucherExplanation.Line(
                row.getInteger("row_no"),
                row.getLong("account"),
                row.getString("name"),
                row.getBigDecimal("debit"),
                row.getBigDecimal("credit"),
                row.getString("row_text"),
                row.getString("vat_code"),
                row.getLocalDate("year_start"));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** A generation and what is whole in it. */
    private record Covered(Generation generation, List<String> coverage) {
        static Covered read(Row row) {
            var generation = new Generation(
                    row.getInteger("gen"),
                    row.getInteger("current_gen"),
                    row.getOffsetDateTime("published_at").toInstant(),
                    row.getOffsetDateTime("as_of").toInstant());
            return new Covered(generation, List.of(row.getArrayOfStrings("coverage")));
        }
    }

    /** A row and its place among the account's rows. */
    private record PlacedLine(AccountExplanation.Line line, Place place) {
        static PlacedLine read(Row row) {
            var date = row.getLocalDate("voucher_date");
            var line = new AccountExplanation.Line(
                    row.getUUID("voucher_id"),
                    row.getString("number"),
                    date,
                    row.getString("text"),
                    row.getBigDecimal("debit"),
                    row.getBigDecimal("credit"),
                    row.getBoolean("marked"));
            return new PlacedLine(
                    line, new Place(date, row.getInteger("from_gen"), row.getInteger("doc"), row.getInteger("row_no")));
        }
    }
}
