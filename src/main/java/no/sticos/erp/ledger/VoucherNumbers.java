package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/**
 * Which voucher numbers are used, missing and there twice in the published books, and what people say of the gaps.
 *
 * <p>Gaps and duplicates are what the proof of the current generation found (check C7). A note is never changed or
 * taken back: another one is added, and the newest that spans a gap explains it.
 */
public final class VoucherNumbers {
    /** Characters that a note may have. */
    public static final int LONGEST_NOTE = 500;
    /** Notes that are read of a client, the newest; a gap with more is still explained by its newest. */
    static final int MOST_NOTES = 2_000;

    private static final Sql SERIES = Sql.of(VoucherNumbers.class, "number-series");
    private static final Sql FOUND = Sql.of(VoucherNumbers.class, "number-gaps");
    private static final Sql NOTES = Sql.of(VoucherNumbers.class, "gap-notes");
    private static final Sql LOCK_NOTES = Sql.of(VoucherNumbers.class, "lock-gap-notes");
    private static final Sql NOTE = Sql.of(VoucherNumbers.class, "note-gap");
    private static final String GAPS = "C7";
    private static final String DUPLICATES = "C7-duplicates";

    private final Database database;

    /** Does nothing yet. */
    public VoucherNumbers(Database database) {
        this.database = database;
    }

    /**
     * The number series of the published books, newest year first; empty if nothing is proved, or for another firm's
     * client.
     */
    public Single<List<NumberSeries>> list(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> Single.zip(
                        tx.list(FOUND, VoucherNumbers::readGap, client.value(), GAPS),
                        tx.list(FOUND, VoucherNumbers::readDuplicate, client.value(), DUPLICATES),
                        tx.list(NOTES, VoucherNumbers::readNote, client.value(), MOST_NOTES),
                        (gaps, duplicates, notes) -> new Findings(gaps, duplicates, notes))
                .flatMap(found -> tx.list(SERIES, row -> readSeries(row, found), client.value())));
    }

    /**
     * Adds a note to a gap, in the caller's transaction. Fails with {@code NOTE_LENGTH} (argument: the most characters)
     * for a note that says nothing or too much, and with {@code GAP_GONE} where there is no such gap now, or no such
     * client of the firm; nothing is written then.
     *
     * @param author the person's stable id
     * @param authorName as pages show it
     * @return false if that is this person's and the gap's newest note already; it stands there once
     */
    public static Single<Boolean> note(
            Tx tx, ClientId client, NumberSeries.Place gap, String text, String author, String authorName) {
        var said = text.strip();
        if (said.isEmpty() || said.codePointCount(0, said.length()) > LONGEST_NOTE || said.indexOf('\0') >= 0) {
            return Single.error(Fault.of(Cause.NOTE_LENGTH, String.valueOf(LONGEST_NOTE)));
        }
        return tx.run(LOCK_NOTES, client.value())
                .andThen(tx.first(
                        NOTE,
                        row -> row.getBoolean("added"),
                        client.value(),
                        gap.yearStart(),
                        gap.series(),
                        gap.from(),
                        gap.to(),
                        said,
                        author,
                        authorName))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.GAP_GONE)));
    }

    private record Findings(
            List<NumberSeries.Place> gaps, List<NumberSeries.Duplicate> duplicates, List<NumberSeries.Note> notes) {
        List<NumberSeries.Gap> gapsOf(LocalDate yearStart, String series) {
            return gaps.stream()
                    .filter(place -> place.isOf(yearStart, series))
                    .map(place -> new NumberSeries.Gap(place, notesOf(place)))
                    .toList();
        }

        private List<NumberSeries.Note> notesOf(NumberSeries.Place gap) {
            return notes.stream().filter(note -> note.place().touches(gap)).toList();
        }

        List<NumberSeries.Duplicate> duplicatesOf(LocalDate yearStart, String series) {
            return duplicates.stream()
                    .filter(found -> found.place().isOf(yearStart, series))
                    .toList();
        }
    }

    private static NumberSeries readSeries(Row row, Findings found) {
        var yearStart = row.getLocalDate("year_start");
        var series = row.getString("series");
        return new NumberSeries(
                series,
                yearStart,
                row.getLocalDate("year_end"),
                row.getLong("first_number"),
                row.getLong("last_number"),
                row.getLong("vouchers"),
                row.getLong("unreadable"),
                row.getLong("gaps"),
                found.gapsOf(yearStart, series),
                found.duplicatesOf(yearStart, series));
    }

    private static NumberSeries.Place readGap(Row row) {
        return new NumberSeries.Place(
                row.getLocalDate("year_start"),
                row.getString("series"),
                row.getLong("from_number"),
                row.getLong("to_number"));
    }

    private static NumberSeries.Duplicate readDuplicate(Row row) {
        return new NumberSeries.Duplicate(readGap(row), row.getUUID("voucher_id"), row.getLocalDate("at_date"));
    }

    private static NumberSeries.Note readNote(Row row) {
        return new NumberSeries.Note(
                readGap(row),
                row.getString("note"),
                row.getString("author_name"),
                row.getOffsetDateTime("noted_at").toInstant());
    }
}
