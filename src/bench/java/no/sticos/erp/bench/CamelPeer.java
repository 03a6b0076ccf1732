package no.sticos.erp.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What a team would pick instead: Apache Camel reads the same pages and upserts their rows, with everything on that
 * makes it fast: pages in parallel, batches, and batches rewritten into inserts of many rows.
 *
 * <p>It does less than we do. One table without versions, hashes, proof, or row-level security, and of each client the
 * vouchers only.
 */
public final class CamelPeer {
    private static final int THREADS = 4;
    private static final List<String> KEY = List.of("client_id", "voucher_id", "row_no");
    private static final List<String> VALUES = List.of(
            "voucher_date",
            "number",
            "voucher_text",
            "account",
            "debit",
            "credit",
            "vat_code_id",
            "project_id",
            "vat_code",
            "row_text");

    private CamelPeer() {}

    /** The table it fills. */
    public static void makeTable(Postgres postgres) {
        postgres.run(
                "DROP SCHEMA IF EXISTS peer CASCADE",
                "CREATE SCHEMA peer",
                "CREATE TABLE peer.voucher_rows (client_id bigint, voucher_id uuid, row_no int, voucher_date date,"
                        + " number text, voucher_text text, account bigint, debit numeric, credit numeric,"
                        + " vat_code_id uuid, project_id uuid, vat_code text, row_text text,"
                        + " PRIMARY KEY (client_id, voucher_id, row_no))");
    }

    /** Visma's address, the database's, and how many times it reads everything; prints the seconds of each. */
    public static void main(String[] args) throws Exception {
        var mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        int pages = Integer.parseInt(pages(args[0]));
        try (var source = pool(args[1]);
                var pool = new Closing(Executors.newFixedThreadPool(THREADS));
                var camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("db", DataSource.class, source);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:all")
                            .split(body())
                            .parallelProcessing()
                            .executorService(pool.service())
                            .stopOnException()
                            .to("direct:page");
                    from("direct:page")
                            .setHeader(Exchange.HTTP_PATH)
                            .body()
                            .process(page -> page.getIn().setBody(null))
                            .to(args[0] + "/bench/page?connectionsPerRoute=" + THREADS)
                            .unmarshal(new JacksonDataFormat(mapper, Map.class))
                            .process(CamelPeer::flatten)
                            .to("sql:" + upsert() + "?batch=true&dataSource=#db");
                }
            });
            camel.start();
            System.out.println("Camel begins");
            try (var template = camel.createProducerTemplate()) {
                for (int time = 0; time < Integer.parseInt(args[2]); time++) {
                    long began = System.nanoTime();
                    template.requestBody(
                            "direct:all", IntStream.range(0, pages).boxed().toList());
                    System.out.println("took " + (System.nanoTime() - began) / 1e9);
                }
            }
            System.out.println("Camel is done");
        }
    }

    private record Closing(java.util.concurrent.ExecutorService service) implements AutoCloseable {
        @Override
        public void close() {
            service.shutdown();
        }
    }

    private static void flatten(Exchange exchange) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        long client = exchange.getIn().getHeader("Client", Long.class);
        for (var voucher : list(exchange.getIn().getBody(Map.class).get("Data"))) {
            int number = 0;
            for (var row : list(voucher.get("Rows"))) {
                Map<String, @Nullable Object> flat = new HashMap<>();
                flat.put("client_id", client);
                flat.put("voucher_id", uuid(voucher.get("Id")));
                flat.put("row_no", ++number);
                flat.put("voucher_date", LocalDate.parse(Objects.toString(voucher.get("VoucherDate"))));
                flat.put("number", voucher.get("NumberAndNumberSeries"));
                flat.put("voucher_text", voucher.get("VoucherText"));
                flat.put("account", row.get("AccountNumber"));
                flat.put("debit", row.get("DebitAmount"));
                flat.put("credit", row.get("CreditAmount"));
                flat.put("vat_code_id", uuid(row.get("VatCodeId")));
                flat.put("project_id", uuid(row.get("ProjectId")));
                flat.put("vat_code", row.get("VatCodeAndPercent"));
                flat.put("row_text", row.get("TransactionText"));
                rows.add(flat);
            }
        }
        exchange.getIn().setBody(rows);
    }

    @SuppressWarnings("unchecked") // JSON as Jackson gives it
    private static List<Map<String, @Nullable Object>> list(@Nullable Object json) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(json);
    }

    private static @Nullable UUID uuid(@Nullable Object text) {
        return text == null ? null : UUID.fromString(text.toString());
    }

    /** What did not change is not written, as well as an upsert can tell. */
    private static String upsert() {
        var columns = new ArrayList<>(KEY);
        columns.addAll(VALUES);
        return "INSERT INTO peer.voucher_rows AS r (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", columns.stream().map(each -> ":#" + each).toList()) + ") ON CONFLICT ("
                + String.join(", ", KEY) + ") DO UPDATE SET "
                + String.join(
                        ", ",
                        VALUES.stream()
                                .map(each -> each + " = excluded." + each)
                                .toList())
                + " WHERE ("
                + String.join(", ", VALUES.stream().map("r."::concat).toList()) + ") IS DISTINCT FROM ("
                + String.join(", ", VALUES.stream().map("excluded."::concat).toList()) + ")";
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true");
        config.setMaximumPoolSize(THREADS);
        return new HikariDataSource(config);
    }

    private static String pages(String visma) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(visma + "/bench/pages"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
