package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.ClientId;

/** Gives out generation numbers, and tells what a client's generations hold; {@link Publisher} shows them to readers. */
public final class Generations {
    private static final Sql OPEN = Sql.of(Generations.class, "open-generation");
    private static final Sql STATE = Sql.of(Generations.class, "books-of-client");
    private static final Sql YEARS = Sql.of(Generations.class, "fiscal-years");
    private static final Sql KEYS = Sql.of(Generations.class, "keys-of-resource");
    private static final Sql TOUCHED = Sql.of(Generations.class, "books-touched");
    private static final Sql GONE = Sql.of(Generations.class, "vouchers-gone");
    private static final Sql ACCEPT = Sql.of(Generations.class, "accept-gone");

    private static final String[] ITEM_RESOURCES = Stream.of(Resource.values())
            .filter(resource -> resource != Resource.VOUCHERS)
            .map(Resource::id)
            .toArray(String[]::new);

    private final Database database;

    /** Does nothing yet. */
    public Generations(Database database) {
        this.database = database;
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
        return database.often(tx -> state(tx, client));
    }

    /** What the client's published books are, within a transaction. */
    public Single<BooksState> state(Tx tx, ClientId client) {
        return tx.first(STATE, Generations::readState, client.value()).defaultIfEmpty(BooksState.EMPTY);
    }

    /** The client's fiscal years as a generation has them, newest first. */
    public Single<List<FiscalYear>> fiscalYears(ClientId client, int gen) {
        return database.often(tx -> tx.list(YEARS, Generations::readYear, client.value(), gen));
    }

    /** The keys of a resource's documents as a generation has them, in a fixed order. */
    public Single<List<String>> keys(ClientId client, int gen, Resource resource) {
        return database.often(tx -> tx.list(KEYS, row -> row.getString("key"), client.value(), gen, resource.id()));
    }

    /** What the generation that is being built has changed. */
    public Single<Touched> touched(ClientId client, int gen) {
        return database.often(tx -> tx.first(TOUCHED, Generations::readTouched, client.value(), gen, ITEM_RESOURCES)
                .toSingle());
    }

    /** How much smaller the generation that is being built would be than what readers see. */
    public Single<Shrinkage> shrinkage(ClientId client, int gen) {
        return database.often(tx ->
                tx.first(GONE, Generations::readShrinkage, client.value(), gen).defaultIfEmpty(new Shrinkage(0, 0, 0)));
    }

    /** Notes how many vanished vouchers a person has accepted, for the next time that they are found gone. */
    public Single<Integer> accept(Tx tx, ClientId client, long gone) {
        return tx.count(ACCEPT, client.value(), gone);
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
}
