package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.events.EventKind;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/** Gives out generation numbers, proves a generation, and publishes it: the one moment that readers notice. */
public final class Generations {
    private static final Sql OPEN = Sql.of(Generations.class, "open-generation");
    private static final Sql STATE = Sql.of(Generations.class, "books-of-client");
    private static final Sql YEARS = Sql.of(Generations.class, "fiscal-years");
    private static final Sql KEYS = Sql.of(Generations.class, "keys-of-resource");
    private static final Sql SEE = Sql.of(Generations.class, "see-fence");
    private static final Sql HOLD = Sql.of(Generations.class, "hold-fence");
    private static final Sql CHANGED = Sql.of(Generations.class, "generation-changed");
    private static final Sql AS_HELD = Sql.of(Generations.class, "counted-as-held");
    private static final Sql COUNT = Sql.of(Generations.class, "count-generation");
    private static final Sql END_RUN = Sql.of(Generations.class, "end-run");
    private static final Sql PUBLISH = Sql.of(Generations.class, "publish-generation");
    private static final Sql TOUCHED = Sql.of(Generations.class, "books-touched");
    private static final Sql GONE = Sql.of(Generations.class, "vouchers-gone");
    private static final Sql ACCEPT = Sql.of(Generations.class, "accept-gone");
    private static final Sql SEAL = Sql.of(Generations.class, "seal-generation");
    private static final Sql VERIFY = Sql.of(Generations.class, "verify-generation");

    private static final String[] ITEM_RESOURCES = Stream.of(Resource.values())
            .filter(resource -> resource != Resource.VOUCHERS)
            .map(Resource::id)
            .toArray(String[]::new);

    private final Database database;
    private final Outbox outbox;
    private final Proof proof = new Proof();

    /** Does nothing yet. */
    public Generations(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** The numbers that new runs of clients build: an unpublished one is taken over. Part of a lease. */
    public Single<Map<ClientId, Integer>> open(Tx tx, List<ClientId> clients) {
        return tx.list(
                        OPEN,
                        row -> Map.entry(new ClientId(row.getLong("client_id")), row.getInteger("last_gen")),
                        (Object) clients.stream().map(ClientId::value).toArray(Long[]::new))
                .map(opened -> opened.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What the client's published books are. */
    public Single<BooksState> state(ClientId client) {
        return database.forGateway(tx -> state(tx, client));
    }

    /** What the client's published books are, within a transaction. */
    public Single<BooksState> state(Tx tx, ClientId client) {
        return tx.first(STATE, Generations::readState, client.value()).defaultIfEmpty(BooksState.EMPTY);
    }

    /** The client's fiscal years as a generation has them, newest first. */
    public Single<List<FiscalYear>> fiscalYears(ClientId client, int gen) {
        return database.forGateway(tx -> tx.list(YEARS, Generations::readYear, client.value(), gen));
    }

    /** The keys of a resource's documents as a generation has them, in a fixed order. */
    public Single<List<String>> keys(ClientId client, int gen, Resource resource) {
        return database.forGateway(
                tx -> tx.list(KEYS, row -> row.getString("key"), client.value(), gen, resource.id()));
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

    /** What the generation that is being built has changed. */
    public Single<Touched> touched(ClientId client, int gen) {
        return database.forGateway(
                tx -> tx.first(TOUCHED, Generations::readTouched, client.value(), gen, ITEM_RESOURCES)
                        .toSingle());
    }

    /** How much smaller the generation that is being built would be than what readers see. */
    public Single<Shrinkage> shrinkage(ClientId client, int gen) {
        return database.forGateway(tx ->
                tx.first(GONE, Generations::readShrinkage, client.value(), gen).defaultIfEmpty(new Shrinkage(0, 0, 0)));
    }

    /** Notes how many vanished vouchers a person has accepted, for the next time that they are found gone. */
    public Single<Integer> accept(Tx tx, ClientId client, long gone) {
        return tx.count(ACCEPT, client.value(), gone);
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
        return tx.first(how, Generations::readHeld, fence.run().value(), fence.epoch())
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED)))
                .flatMap(held -> state(tx, held.client()).map(held::with));
    }

    private static Held readHeld(Row row) {
        return new Held(
                new ClientId(row.getLong("client_id")),
                new TenantId(row.getLong("tenant_id")),
                row.getInteger("gen"),
                row.getString("stage"),
                BooksState.EMPTY);
    }

    private static Touched readTouched(Row row) {
        return new Touched(row.getBoolean("anything"), row.getBoolean("books"), row.getLong("vouchers"));
    }

    private static Shrinkage readShrinkage(Row row) {
        return new Shrinkage(row.getLong("gone"), row.getLong("shown"), row.getLong("accepted"));
    }

    private static BooksState readState(Row row) {
        var coverage = row.getArrayOfStrings("coverage");
        return new BooksState(
                row.getInteger("current_gen"),
                Optional.ofNullable(row.getString("stage")).map(Stage::valueOf),
                Optional.ofNullable(row.getString("verdict")).map(Verdict::valueOf),
                coverage == null ? List.of() : List.of(coverage),
                Gaps.read(row.getString("gaps")));
    }

    private static FiscalYear readYear(Row row) {
        return new FiscalYear(
                row.getUUID("fiscal_year_id"),
                row.getLocalDate("start_date"),
                row.getLocalDate("end_date"),
                row.getBoolean("locked"));
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
