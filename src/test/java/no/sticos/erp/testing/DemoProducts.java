package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.sqlclient.Pool;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import no.sticos.erp.sandbox.products.ProductNode;
import no.sticos.erp.sandbox.products.WorkedProduct;

/** The three demo products, each with a schema of its own in the tests' product database, and what they show. */
public final class DemoProducts {
    private final Vertx vertx;
    private final Map<String, String> schemas = new HashMap<>();
    private final Pool pool;

    /** Not yet started. */
    public DemoProducts(Vertx vertx) {
        this.vertx = vertx;
        this.pool = ProductDatabase.pool(vertx);
        WorkedProduct.names().forEach(product -> schemas.put(product, ProductDatabase.schema()));
    }

    /**
     * The vouchers that Avstemming shows of a client.
     *
     * @param generation the generation
     * @param vouchers how many have rows
     * @param debit their sum of debit
     * @param credit their sum of credit
     */
    public record Shown(int generation, long vouchers, BigDecimal debit, BigDecimal credit) {}

    /** Starts all three. */
    public void start() {
        WorkedProduct.names().forEach(this::start);
    }

    /** Starts one of them. */
    public void start(String product) {
        Await.done(vertx.rxDeployVerticle(new ProductNode(
                        new WorkedProduct(product, schema(product)),
                        ProductDatabase.options(),
                        schema(product) + "_inbox"))
                .ignoreElement());
    }

    /** Where a product has its tables. */
    public String schema(String product) {
        return schemas.getOrDefault(product, product);
    }

    /** What Avstemming shows, by client. */
    public Single<Map<Long, Shown>> shown() {
        return byClient(
                "SELECT s.client_id, s.generation, count(DISTINCT p.key), coalesce(sum(p.debit), 0),"
                        + " coalesce(sum(p.credit), 0) FROM {schema}.shown s LEFT JOIN {schema}.parts p"
                        + " ON p.client_id = s.client_id AND p.entity = 'vouchers' GROUP BY s.client_id, s.generation",
                "avstemming",
                row -> new Shown(
                        row.getInteger(1),
                        row.getLong(2),
                        row.getNumeric(3).bigDecimalValue(),
                        row.getNumeric(4).bigDecimalValue()));
    }

    /** The generation of a client that each of the three shows; without those that show none. */
    public List<Integer> generations(long client) {
        return WorkedProduct.names().stream()
                .map(product -> Await.result(byClient(
                        "SELECT client_id, generation FROM {schema}.shown", product, row -> row.getInteger(1))))
                .filter(shown -> shown.containsKey(client))
                .map(shown -> shown.get(client))
                .toList();
    }

    /** How many figures of a client the three hold. */
    public long parts(long client) {
        return WorkedProduct.names().stream()
                .map(product -> Await.result(byClient(
                        "SELECT client_id, count(*) FROM {schema}.parts GROUP BY client_id",
                        product,
                        row -> row.getLong(1))))
                .mapToLong(parts -> parts.getOrDefault(client, 0L))
                .sum();
    }

    private <T> Single<Map<Long, T>> byClient(String sql, String product, Function<Row, T> read) {
        return pool.query(sql.replace("{schema}", schema(product))).rxExecute().map(rows -> {
            var found = new HashMap<Long, T>();
            rows.forEach(row -> found.put(row.getLong(0), read.apply(row)));
            return found;
        });
    }
}
