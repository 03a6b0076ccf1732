package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Unreadable;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * Lands one page in one transaction: fence, changed documents, unreadable ones, checkpoint.
 *
 * <p>Two trips at most. The first sends keys and hashes and finishes a page in which nothing changed; the
 * second sends only the documents that did. The same page sent twice writes nothing the second time. Fails
 * with {@code FENCED} when another worker has the run, and with {@code LATER} when the database is away;
 * in both cases nothing of the page is stored. A page that was not read again is one trip, and fails with {@code DRIFT}
 * if what is stored of it is not what it was.
 */
public final class PageWriter {
    private static final Sql ISOLATE = Sql.of(PageWriter.class, "isolate-documents");
    private static final Sql RECOGNISE = Sql.of(PageWriter.class, "recognise-vouchers");

    private final Database database;
    private final LandingTable vouchers = new VoucherTable();
    private final LandingTable items = new ItemTable();

    /** Does nothing yet. */
    public PageWriter(Database database) {
        this.database = database;
    }

    /** Lands the page; cold, and safe to subscribe to again. */
    public Single<Landed> write(Landing landing) {
        var known = landing.known();
        return known != null && landing.isRecognised() ? recognise(landing, known) : read(landing);
    }

    private Single<Landed> recognise(Landing landing, KnownPage known) {
        return database.often(
                tx -> tx.first(RECOGNISE, Recognition::of, VoucherTable.recogniseArguments(landing, known))
                        .toSingle()
                        .map(answer -> answer.landed(landing, known)));
    }

    private Single<Landed> read(Landing landing) {
        var documents = lastOfEachKey(landing.documents());
        return database.often(tx -> check(tx, landing, documents)
                .flatMap(answer -> answer.moved ? Single.just(0) : change(tx, landing, documents, answer))
                .flatMap(changed -> isolate(tx, landing).andThen(Single.just(landed(landing, documents, changed)))));
    }

    private Single<Answer> check(Tx tx, Landing landing, List<Document> documents) {
        var table = tableOf(landing.resource());
        return tx.first(table.check(), Answer::of, table.checkArguments(landing, documents))
                .toSingle()
                .map(PageWriter::refuseFenced);
    }

    private Single<Integer> change(Tx tx, Landing landing, List<Document> documents, Answer answer) {
        var changed = answer.pick(documents);
        if (changed.isEmpty()) {
            // Nothing differs and yet the checkpoint did not move: the page has landed before.
            return Single.just(0);
        }
        var table = tableOf(landing.resource());
        var arguments = table.changeArguments(landing, documents.size(), answer.kept, answer.replaces, changed);
        return tx.first(table.change(), row -> row.getInteger("opened"), arguments)
                .toSingle();
    }

    private Completable isolate(Tx tx, Landing landing) {
        var set = landing.unreadable();
        if (set.isEmpty()) {
            return Completable.complete();
        }
        return tx.run(
                ISOLATE,
                landing.fence().run().value(),
                landing.resource().id(),
                landing.step(),
                landing.client().value(),
                set.stream().map(Unreadable::scope).toArray(String[]::new),
                set.stream().map(Unreadable::key).toArray(String[]::new),
                set.stream().map(Unreadable::reason).toArray(String[]::new),
                set.stream().map(Unreadable::raw).toArray(String[]::new));
    }

    private LandingTable tableOf(Resource resource) {
        return resource == Resource.VOUCHERS ? vouchers : items;
    }

    private static Landed landed(Landing landing, List<Document> documents, int changed) {
        return new Landed(
                landing.step() + 1,
                documents.size(),
                changed,
                landing.unreadable().size());
    }

    private static List<Document> lastOfEachKey(List<Document> documents) {
        var byKey = new LinkedHashMap<String, Document>();
        documents.forEach(document -> byKey.put(document.key(), document));
        return new ArrayList<>(byKey.values());
    }

    private static Answer refuseFenced(Answer answer) {
        if (!answer.holds) {
            throw Fault.of(Cause.FENCED);
        }
        return answer;
    }

    private record Recognition(boolean holds, boolean same) {
        static Recognition of(Row row) {
            return new Recognition(row.getBoolean("holds"), row.getBoolean("same"));
        }

        Landed landed(Landing landing, KnownPage known) {
            if (!holds) {
                throw Fault.of(Cause.FENCED);
            }
            if (!same) {
                throw Fault.of(Cause.DRIFT, landing.resource().id());
            }
            return new Landed(landing.step() + 1, known.documents(), 0, 0);
        }
    }

    private record Answer(boolean holds, boolean moved, List<Integer> changed, List<Long> kept, boolean replaces) {
        static Answer of(Row row) {
            return new Answer(
                    row.getBoolean("holds"),
                    row.getBoolean("moved"),
                    List.of(row.getArrayOfIntegers("changed")),
                    List.of(row.getArrayOfLongs("kept")),
                    row.getBoolean("replaces"));
        }

        List<Document> pick(List<Document> documents) {
            var picked = new ArrayList<Document>(changed.size());
            for (int ordinal : changed) {
                picked.add(documents.get(ordinal - 1));
            }
            return picked;
        }
    }
}
