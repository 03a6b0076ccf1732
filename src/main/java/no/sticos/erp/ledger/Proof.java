package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;

/**
 * Holds a generation against figures that we did not compute, and stores what it finds with it.
 *
 * <p>The checks are those of the Norwegian ledger list (C1 …): each is one statement that writes its own
 * line and names up to {@value #MOST_DEVIATIONS} deviations by account, year and voucher. A check of level
 * ERROR decides the verdict; one of level WARN or INFO is shown and decides nothing. A generation without a
 * covered fiscal year proves nothing and is UNKNOWN. {@code src/docs/proof.md} tells what each one means.
 */
final class Proof {
    private static final int MOST_DEVIATIONS = 1_000;
    private static final Sql PLAN = Sql.of(Proof.class, "plan-for-whole-books");
    private static final Sql FORGET = Sql.of(Proof.class, "forget-proof");
    private static final Sql VERDICT = Sql.of(Proof.class, "proof-verdict");
    private static final Sql DOCUMENT_COUNT = Sql.of(Proof.class, "prove-c8");
    private static final Sql MOVING = Sql.of(Proof.class, "prove-moving");
    private static final Sql KNOWN = Sql.of(Proof.class, "deviation-known");
    private static final Sql SUM_UP = Sql.of(Proof.class, "sum-up-rows");
    private static final List<Sql> CHECKS = List.of(
            Sql.of(Proof.class, "prove-c1"),
            Sql.of(Proof.class, "prove-c4"),
            Sql.of(Proof.class, "prove-c7"),
            Sql.of(Proof.class, "prove-c11"));
    private static final List<Sql> CHECKS_OF_SUMS = List.of(
            Sql.of(Proof.class, "prove-c2"),
            Sql.of(Proof.class, "prove-c3"),
            Sql.of(Proof.class, "prove-c5"),
            Sql.of(Proof.class, "prove-c10"));
    private static final List<Sql> CHECKS_OF_REGISTERS = List.of(
            Sql.of(Proof.class, "prove-c6"), Sql.of(Proof.class, "prove-c12"), Sql.of(Proof.class, "prove-c13"));

    /**
     * Proves {@code read} and stores the lines under {@code shown}: the same number, or the current
     * generation's when the run changed nothing.
     */
    Single<Verdict> prove(Tx tx, ClientId client, int shown, int read, Publication publication) {
        if (publication.covered().isEmpty()) {
            return Single.just(Verdict.UNKNOWN);
        }
        return tx.run(PLAN, client.value())
                .andThen(tx.run(FORGET, client.value(), shown))
                .andThen(checks(new Sheet(tx, client, shown, read, publication)))
                .andThen(verdict(tx, client, shown, publication));
    }

    /** What is to be thought of {@code verdict}, just found. */
    Single<Proven> proven(Tx tx, ClientId client, int shown, Verdict verdict) {
        return tx.first(
                        KNOWN,
                        row -> new Proven(verdict, row.getBoolean("known"), row.getString("deviations")),
                        client.value(),
                        shown)
                .defaultIfEmpty(new Proven(verdict, false, ""));
    }

    /** The verdict that the stored lines give. */
    Single<Verdict> verdict(Tx tx, ClientId client, int shown, Publication publication) {
        if (publication.covered().isEmpty()) {
            return Single.just(Verdict.UNKNOWN);
        }
        return tx.first(VERDICT, Proof::verdict, client.value(), shown).toSingle();
    }

    private static Completable checks(Sheet sheet) {
        return sheet.hold(CHECKS)
                .andThen(sheet.movements())
                .flatMapCompletable(movements -> sheet.hold(CHECKS_OF_SUMS, movements)
                        .andThen(sheet.hold(CHECKS_OF_REGISTERS, sheet.whole(), sheet.notInUse(), movements)))
                .andThen(sheet.count())
                .andThen(sheet.doubt());
    }

    /** What is proved, and where its lines go. */
    private record Sheet(Tx tx, ClientId client, int shown, int read, Publication publication) {
        /** Runs the checks one after the other; each takes the client, both numbers, the years, a bound, and more. */
        Completable hold(List<Sql> checks, Object... more) {
            Object[] common = {client.value(), shown, read, ids(publication.covered()), MOST_DEVIATIONS};
            var arguments = Stream.concat(Stream.of(common), Stream.of(more)).toArray();
            return Flowable.fromIterable(checks).concatMapCompletable(check -> tx.run(check, arguments));
        }

        /** What the rows amount to by fiscal year and account, read once: a {@code ledger.movement[]} as text. */
        Single<String> movements() {
            return tx.first(SUM_UP, row -> row.getString("movements"), client.value(), read)
                    .toSingle();
        }

        /** Resources that are whole. */
        String[] whole() {
            return publication.coverage().toArray(String[]::new);
        }

        /** Resources that the company does without. */
        String[] notInUse() {
            return publication.gaps().stream()
                    .filter(Gap::isNotInUse)
                    .map(gap -> gap.resource().id())
                    .toArray(String[]::new);
        }

        /** Holds the number of vouchers against Visma's. */
        Completable count() {
            return tx.run(
                    DOCUMENT_COUNT,
                    client.value(),
                    shown,
                    read,
                    ids(publication.readNow()),
                    publication.fence().run().value(),
                    publication.moving());
        }

        /** While the books move, what differs proves nothing. */
        Completable doubt() {
            return publication.moving() ? tx.run(MOVING, client.value(), shown) : Completable.complete();
        }
    }

    private static Verdict verdict(Row row) {
        return Verdict.valueOf(row.getString("verdict"));
    }

    private static UUID[] ids(List<FiscalYear> years) {
        return years.stream().map(FiscalYear::id).toArray(UUID[]::new);
    }
}
