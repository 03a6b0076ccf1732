package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.Change;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.ChangeSource;
import no.sticos.erp.events.GenerationSummary;
import no.sticos.erp.events.PeriodChanges;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Tells what differs between two generations, as pages for the relay.
 *
 * <p>The changes of a generation are one range of the version key, so a page is one index scan. Resources
 * come in their own order; within one first what was opened, then what was deleted.
 */
public final class LedgerChanges implements ChangeSource {
    private static final Sql CHANGED_ITEMS = Sql.of(LedgerChanges.class, "changed-items");
    private static final Sql CHANGED_VOUCHERS = Sql.of(LedgerChanges.class, "changed-vouchers");
    private static final Sql DELETED_ITEMS = Sql.of(LedgerChanges.class, "deleted-items");
    private static final Sql DELETED_VOUCHERS = Sql.of(LedgerChanges.class, "deleted-vouchers");
    private static final Sql SUMMARY = Sql.of(LedgerChanges.class, "generation-summary");
    private static final Sql DEVIATIONS = Sql.of(LedgerChanges.class, "generation-deviations");

    private final Database database;

    /** Does nothing yet. */
    public LedgerChanges(Database database) {
        this.database = database;
    }

    @Override
    public Single<ChangePage> changes(Span span, ChangePage.@Nullable Cursor after, int bytes) {
        var place = after == null ? Place.START : Place.of(after);
        return database.forTenant(span.tenant(), tx -> page(tx, span, place, bytes));
    }

    @Override
    public Single<GenerationSummary> summary(ClientId client, int gen) {
        return database.forGateway(tx -> tx.list(
                        DEVIATIONS,
                        LedgerChanges::readDeviation,
                        client.value(),
                        gen,
                        GenerationSummary.MOST_DEVIATIONS)
                .flatMap(deviations -> tx.first(SUMMARY, row -> readSummary(row, deviations), client.value(), gen)
                        .switchIfEmpty(
                                Single.error(() -> Fault.of(Cause.NOT_FOUND, "generation " + gen + " of " + client)))));
    }

    @Override
    public Single<PeriodChanges> periodChanges(ClientId client, int gen) {
        return database.forGateway(tx -> PeriodMarks.read(tx, client, gen));
    }

    /** A page of changes; where a resource has no more, the next one goes on. */
    private static Single<ChangePage> page(Tx tx, Span span, Place place, int bytes) {
        return read(tx, span, place, bytes).flatMap(found -> {
            if (!found.isEmpty()) {
                var last = found.get(found.size() - 1);
                var next = place.at(last.fromGen(), last.doc());
                return Single.just(new ChangePage(
                        place.resource().id(), found.stream().map(Found::change).toList(), next.cursor()));
            }
            return place.isLast()
                    ? Single.just(new ChangePage(place.resource().id(), List.of(), null))
                    : page(tx, span, place.next(), bytes);
        });
    }

    private static Single<List<Found>> read(Tx tx, Span span, Place place, int bytes) {
        if (!span.wants(place.resource().id())) {
            return Single.just(List.of());
        }
        boolean vouchers = place.resource() == Resource.VOUCHERS;
        if (place.deleted()) {
            return tx.list(
                    vouchers ? DELETED_VOUCHERS : DELETED_ITEMS,
                    row -> Found.of(row, null),
                    span.client().value(),
                    place.resource().id(),
                    span.fromGen(),
                    span.toGen(),
                    place.fromGen(),
                    place.doc());
        }
        return tx.list(
                vouchers ? CHANGED_VOUCHERS : CHANGED_ITEMS,
                row -> Found.of(row, row.getString("document")),
                span.client().value(),
                place.resource().id(),
                span.fromGen(),
                span.toGen(),
                place.fromGen(),
                place.doc(),
                bytes);
    }

    private static GenerationSummary readSummary(Row row, List<GenerationSummary.Deviation> deviations) {
        return new GenerationSummary(
                counts(row.getString("documents")),
                List.of(row.getArrayOfStrings("coverage")),
                Gaps.read(row.getString("gaps")).stream()
                        .collect(Collectors.toMap(
                                gap -> gap.resource().id(), gap -> gap.cause().key())),
                row.getOffsetDateTime("as_of").toInstant(),
                row.getString("result"),
                row.getString("verdict"),
                row.getString("reason"),
                deviations,
                row.getInteger("deviation_count"));
    }

    private static Map<String, Long> counts(String json) {
        var object = new JsonObject(json);
        var counts = new HashMap<String, Long>();
        object.fieldNames().forEach(resource -> counts.put(resource, object.getLong(resource)));
        return counts;
    }

    private static GenerationSummary.Deviation readDeviation(Row row) {
        return new GenerationSummary.Deviation(
                row.getString("check_id"),
                row.getLocalDate("year_start"),
                row.getLong("account"),
                row.getString("expected"),
                row.getString("found"),
                row.getString("difference"));
    }

    /** A change and its version's place. */
    private record Found(int fromGen, int doc, Change change) {
        static Found of(Row row, @Nullable String document) {
            return new Found(
                    row.getInteger("from_gen"), row.getInteger("doc"), new Change(row.getString("key"), document));
        }
    }

    /** How far the reading has come: in which resource, among the opened or the deleted, after which version. */
    private record Place(Resource resource, boolean deleted, int fromGen, int doc) {
        private static final List<Resource> ORDER = List.of(Resource.values());
        static final Place START = new Place(ORDER.get(0), false, 0, -1);

        static Place of(ChangePage.Cursor cursor) {
            var parts = cursor.position().split("/", -1);
            return new Place(
                    Resource.of(cursor.entity()),
                    parts[0].equals("deleted"),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]));
        }

        ChangePage.Cursor cursor() {
            return new ChangePage.Cursor(resource.id(), (deleted ? "deleted/" : "opened/") + fromGen + "/" + doc);
        }

        Place at(int newFromGen, int newDoc) {
            return new Place(resource, deleted, newFromGen, newDoc);
        }

        boolean isLast() {
            return deleted && resource == ORDER.get(ORDER.size() - 1);
        }

        Place next() {
            return deleted
                    ? new Place(ORDER.get(ORDER.indexOf(resource) + 1), false, 0, -1)
                    : new Place(resource, true, 0, -1);
        }
    }
}
