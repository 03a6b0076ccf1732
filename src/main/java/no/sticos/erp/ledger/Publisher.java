package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.BiFunction;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.EventKind;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/** Proves the generation that a run has built, and publishes it: the one moment that readers notice. Behind the run's fence. */
public final class Publisher {
    private static final Sql SEE = Sql.of(Publisher.class, "see-fence");
    private static final Sql HOLD = Sql.of(Publisher.class, "hold-fence");
    private static final Sql CHANGED = Sql.of(Publisher.class, "generation-changed");
    private static final Sql AS_HELD = Sql.of(Publisher.class, "counted-as-held");
    private static final Sql COUNT = Sql.of(Publisher.class, "count-generation");
    private static final Sql END_RUN = Sql.of(Publisher.class, "end-run");
    private static final Sql PUBLISH = Sql.of(Publisher.class, "publish-generation");
    private static final Sql SEAL = Sql.of(Publisher.class, "seal-generation");
    private static final Sql VERIFY = Sql.of(Publisher.class, "verify-generation");

    private final Database database;
    private final Generations generations;
    private final Outbox outbox;
    private final Proof proof = new Proof();

    /** Does nothing yet. */
    public Publisher(Database database, Generations generations, Outbox outbox) {
        this.database = database;
        this.generations = generations;
        this.outbox = outbox;
    }

    /**
     * Proves what the run has built, without publishing it. Fails with {@code FENCED}.
     *
     * <p>It may take long, and the run's row must not stand still so long: leases are kept there, other runs'
     * in the same statement. So the fence is held only at the end; what a replaced worker has proved until
     * then is rolled back.
     */
    public Single<Proven> prove(Publication publication) {
        return database.forGateway(tx -> held(tx, SEE, publication.fence())
                .flatMap(held -> shown(tx, held, publication).flatMap(shown -> prove(tx, held, shown, publication)))
                .flatMap(proven -> held(tx, HOLD, publication.fence()).map(held -> proven)));
    }

    private Single<Proven> prove(Tx tx, Held held, int shown, Publication publication) {
        return proof.prove(tx, held.client(), shown, held.gen(), publication)
                .flatMap(verdict -> proof.proven(tx, held.client(), shown, verdict));
    }

    /** Whether a reader would see no difference, not in the label either. Fails with {@code FENCED}. */
    public Single<Boolean> isUnchanged(Publication publication) {
        return database.forGateway(tx -> held(tx, SEE, publication.fence()).flatMap(held -> shown(tx, held, publication)
                .map(shown -> shown == held.state().gen())));
    }

    /**
     * Whether the books that readers see were proved right and are the very ones that the run has read, by content, label
     * and Visma's count of vouchers: a proof would say what it said before. Fails with {@code FENCED}.
     */
    public Single<Boolean> isProved(Publication publication) {
        return database.forGateway(tx -> held(tx, SEE, publication.fence()).flatMap(held -> shown(tx, held, publication)
                .flatMap(shown -> shown == held.state().gen() && held.state().isProvedRight()
                        ? isAsHeld(tx, held, publication)
                        : Single.just(false))));
    }

    private static Single<Boolean> isAsHeld(Tx tx, Held held, Publication publication) {
        return tx.first(
                        AS_HELD,
                        row -> row.getBoolean("is_held"),
                        held.client().value(),
                        publication.fence().run().value(),
                        held.state().gen())
                .toSingle();
    }

    /**
     * Ends the run and shows its generation to readers, with the event that tells of it, in one transaction.
     *
     * @param publication what was proved by {@link #prove} just before
     * @param andThen more work for the same transaction, given what was published
     */
    public Single<Published> publish(Publication publication, BiFunction<Tx, Published, Completable> andThen) {
        return database.forGateway(tx -> held(tx, HOLD, publication.fence())
                .flatMap(held -> shown(tx, held, publication)
                        .flatMap(shown -> proof.verdict(tx, held.client(), shown, publication)
                                .flatMap(verdict -> show(tx, held, publication, shown, verdict))))
                .flatMap(published -> andThen.apply(tx, published).toSingleDefault(published)));
    }

    private Single<Published> show(Tx tx, Held held, Publication publication, int shown, Verdict verdict) {
        var published = new Published(shown, shown == held.gen(), verdict);
        return endRun(tx, publication, verdict)
                .andThen(
                        published.changed()
                                ? move(tx, held, publication, verdict)
                                : tx.run(VERIFY, held.client().value(), verdict.name()))
                .andThen(Watermarks.move(tx, publication.fence(), held.client()))
                .andThen(Single.defer(() -> marks(tx, held, published)))
                .flatMap(marked -> tell(tx, held, published).flatMap(seq -> tellOfMarks(tx, held, published, marked)))
                .map(told -> published);
    }

    private static Single<Boolean> marks(Tx tx, Held held, Published published) {
        return published.changed()
                ? PeriodMarks.write(
                        tx, held.client(), published.gen(), held.state().gen())
                : Single.just(false);
    }

    /** After the generation's own event: a product knows the generation when it is told what broke a lock in it. */
    private Single<Boolean> tellOfMarks(Tx tx, Held held, Published published, boolean marked) {
        return marked
                ? outbox.append(
                                tx,
                                held.tenant(),
                                held.client(),
                                EventKind.PERIOD_CHANGED,
                                published.gen(),
                                held.state().gen())
                        .map(sequence -> true)
                : Single.just(false);
    }

    private static Completable endRun(Tx tx, Publication publication, Verdict verdict) {
        var missing = publication.missing();
        return tx.run(
                END_RUN,
                publication.fence().run().value(),
                publication.fence().epoch(),
                missing.isEmpty() ? "DONE" : "PARTIAL",
                verdict.name(),
                missing.map(gap -> gap.cause().key()).orElse(null),
                missing.map(gap -> gap.args().toArray(String[]::new)).orElse(null));
    }

    private static Completable move(Tx tx, Held held, Publication publication, Verdict verdict) {
        var missing = publication.missing();
        return tx.first(COUNT, row -> row.getString("counts"), held.client().value(), held.gen())
                .toSingle()
                .flatMap(counts -> tx.count(
                        PUBLISH,
                        held.client().value(),
                        held.gen(),
                        publication.fence().run().value(),
                        held.stage(),
                        publication.coverage().toArray(String[]::new),
                        publication.asOf().atOffset(ZoneOffset.UTC),
                        missing.isEmpty() ? "DONE" : "PARTIAL",
                        verdict.name(),
                        missing.map(gap -> gap.cause().key()).orElse(null),
                        counts,
                        Gaps.write(publication.gaps())))
                .flatMapCompletable(rows -> rows == 1
                        ? tx.run(SEAL, held.client().value(), held.gen())
                        : Completable.error(new IllegalStateException("a newer generation is published already")));
    }

    private Single<Long> tell(Tx tx, Held held, Published published) {
        return published.changed()
                ? outbox.append(
                        tx,
                        held.tenant(),
                        held.client(),
                        EventKind.GENERATION,
                        published.gen(),
                        held.state().gen())
                : outbox.append(
                        tx, held.tenant(), held.client(), EventKind.HEARTBEAT, published.gen(), published.gen());
    }

    /** The built generation if a reader would see a difference in it or in its label, else the current one. */
    private Single<Integer> shown(Tx tx, Held held, Publication publication) {
        return tx.first(CHANGED, row -> row.getBoolean(0), held.client().value(), held.gen())
                .toSingle()
                .map(changed -> changed || !held.isLabelled(publication)
                        ? held.gen()
                        : held.state().gen());
    }

    private Single<Held> held(Tx tx, Sql how, Fence fence) {
        return tx.first(how, Publisher::readHeld, fence.run().value(), fence.epoch())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED)))
                .flatMap(held -> generations.state(tx, held.client()).map(held::with));
    }

    private static Held readHeld(Row row) {
        return new Held(
                new ClientId(row.getLong("client_id")),
                new TenantId(row.getLong("tenant_id")),
                row.getInteger("gen"),
                row.getString("stage"),
                BooksState.EMPTY);
    }

    /** A run that is still this worker's, and what its client's readers see now. */
    private record Held(ClientId client, TenantId tenant, int gen, String stage, BooksState state) {
        Held with(BooksState now) {
            return new Held(client, tenant, gen, stage, now);
        }

        /** Whether what is published covers the same and lacks the same. */
        boolean isLabelled(Publication publication) {
            return state.gen() > 0
                    && Set.copyOf(state.coverage()).equals(Set.copyOf(publication.coverage()))
                    && state.gaps().equals(publication.gaps());
        }
    }
}
