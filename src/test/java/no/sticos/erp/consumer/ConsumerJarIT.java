package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.testing.ProductDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that products embed, alone with what {@code src/docs/consumer.md} says it needs, running that page's product. */
class ConsumerJarIT {
    private static final Path DOCS = Path.of("src", "docs", "consumer.md");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([a-z0-9-]+)</artifactId></dependency>");
    private static final Pattern CODE = Pattern.compile("```(java|sql)\n(.*?)```", Pattern.DOTALL);
    /** What those bring along, by the beginnings of the files' names. */
    private static final List<String> BROUGHT = List.of(
            "vertx-core-",
            "vertx-core-logging",
            "vertx-sql-client",
            "vertx-rx-",
            "netty-",
            "reactive-streams",
            "rxjava-",
            "scram-",
            "saslprep",
            "stringprep");

    private static final String MAIN =
            """
            import io.vertx.pgclient.PgConnectOptions;
            import io.vertx.rxjava3.core.Vertx;
            import io.vertx.rxjava3.pgclient.PgBuilder;
            import java.nio.file.*;
            import no.sticos.erp.consumer.*;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    var vertx = Vertx.vertx();
                    var options = PgConnectOptions.fromUri(args[0]).addProperty("search_path", args[1]);
                    var pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
                    var consumer = new ErpConsumer(
                            vertx, pool, ConsumerSettings.of("avstemming").in(args[1] + "_inbox"), new Balances());
                    consumer.rxStart().blockingAwait();
                    for (var message : Files.readAllLines(Path.of(args[2]))) {
                        System.out.println(vertx.eventBus().<Object>rxRequest("erp.products.avstemming", message)
                                .blockingGet().body());
                    }
                    consumer.rxStop().andThen(pool.rxClose()).andThen(vertx.rxClose()).blockingAwait();
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void the_jar_holds_the_helper_and_nothing_else_of_ours() throws IOException {
        try (var jar = new JarFile(jar())) {
            var names = jar.stream().map(entry -> entry.getName()).filter(name -> !name.endsWith("/"));
            assertThat(names.filter(name -> !name.startsWith("META-INF/")))
                    .contains("no/sticos/erp/consumer/ErpConsumer.class", "no/sticos/erp/consumer/schema.sql")
                    .allMatch(name -> name.startsWith("no/sticos/erp/consumer/"));
        }
    }

    @Test
    void the_documented_product_compiles_and_runs_on_the_jar_and_what_it_needs() throws Exception {
        var schema = ProductDatabase.schema();
        var code = code();
        assertThat(query("CREATE SCHEMA " + schema + "; SET search_path = " + schema + "; " + code.get(1)))
                .isEmpty();
        Files.writeString(folder.resolve("Main.java"), MAIN);
        Files.writeString(folder.resolve("Balances.java"), code.get(0));
        Files.write(folder.resolve("messages"), messages());
        var path = classPath();

        assertThat(run("javac", "-cp", path, "-d", ".", "Main.java", "Balances.java"))
                .isEmpty();
        var output =
                run("java", "-cp", "." + File.pathSeparator + path, "Main", ProductDatabase.uri(), schema, "messages");

        assertThat(output.lines().filter(line -> line.contains("\"ack\""))).hasSize(6);
        assertThat(query("SELECT account || ' ' || sum(amount) FROM " + schema
                        + ".voucher_rows GROUP BY account ORDER BY 1"))
                .containsExactly("1920 -0.30", "6800 0.30");
        assertThat(query("SELECT generation::text FROM " + schema + ".shown")).containsExactly("2");
    }

    private static List<String> messages() {
        var messages = Messages.of(1);
        return Stream.of(
                        messages.begin(0, 1),
                        messages.page(1, 1, Map.of("a", voucher("100.10"), "b", voucher("0.20"))),
                        messages.complete(1, 1, 2, 0),
                        messages.begin(1, 2),
                        messages.page(2, 1, Map.of("a", voucher("0.10"))),
                        messages.complete(2, 1, 1, 0))
                .map(ProductMessage::body)
                .toList();
    }

    private static String voucher(String amount) {
        return "{\"rows\":[{\"accountNumber\":6800,\"debitAmount\":\"" + amount + "\",\"creditAmount\":\"0\"},"
                + "{\"accountNumber\":1920,\"debitAmount\":\"0\",\"creditAmount\":\"" + amount + "\"}]}";
    }

    /** The documented handler, and its tables. */
    private static List<String> code() throws IOException {
        var blocks = CODE.matcher(Files.readString(DOCS)).results().toList();
        return Stream.of("java", "sql")
                .map(language -> blocks.stream()
                        .filter(block -> block.group(1).equals(language))
                        .findFirst()
                        .orElseThrow()
                        .group(2))
                .toList();
    }

    /** The jar, what the page says it needs, and what that brings along. */
    private static String classPath() throws IOException {
        var wanted = new ArrayList<>(BROUGHT);
        var declared = ARTIFACT.matcher(Files.readString(DOCS)).results().map(each -> each.group(1) + "-");
        declared.forEach(wanted::add);
        assertThat(wanted).hasSizeGreaterThan(BROUGHT.size() + 5);
        var entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry ->
                        wanted.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith));
        return Stream.concat(Stream.of(jar().getPath()), entries).collect(Collectors.joining(File.pathSeparator));
    }

    private static File jar() throws IOException {
        try (var files = Files.list(Path.of("target", "consumer"))) {
            return files.filter(file -> file.toString().endsWith("-consumer.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("mvn package makes it"))
                    .toAbsolutePath()
                    .toFile();
        }
    }

    private String run(String program, String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        line.addAll(List.of(arguments));
        var output = folder.resolve(program + ".log");
        var process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private static List<String> query(String sql) {
        return ProductDatabase.ask(sql);
    }
}
