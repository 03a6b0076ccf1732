package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.web.PortalRoutes;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.WebSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds {@code openapi.json} to what is mounted, and what is mounted to it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT {
    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "type",
            "enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "default",
            "description",
            "examples",
            "anyOf");

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> OPEN = Set.of("description");
    private static final Pattern ROW = Pattern.compile("\\| `((?:GET|POST) /[^`]*)` \\| (.+) \\|");
    /** All that is below an address. */
    private static final Pattern ROOM = Pattern.compile("GET /[a-z]+/");

    private static final Pattern NAMED = Pattern.compile("`(\\w+)`");
    private static final WebSettings SETTINGS = new WebSettings(
            "localhost", 0, URI.create("http://localhost"), URI.create("http://localhost"), Duration.ofHours(1));

    private final Vertx vertx;
    private final Portal portal;

    DescriptionIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        portal = new Portal(this.vertx, Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    /** An operation of the document. */
    private record Entry(String method, String path, JsonNode body) {
        String id() {
            return body.path("operationId").asText();
        }

        boolean changes() {
            return !method.equals("get");
        }

        Stream<String> scopes() {
            return stream(body.path("security").path(0).path("key")).map(JsonNode::asText);
        }

        Stream<JsonNode> parameters(String in) {
            return stream(body.path("parameters"))
                    .map(DescriptionIT::resolved)
                    .filter(parameter -> parameter.path("in").asText().equals(in));
        }
    }

    @Test
    void it_is_served_to_everybody_as_it_stands() {
        var served = Await.result(
                portal.request(HttpMethod.GET, ApiRoutes.ROOT + "/openapi.json").rxSend());

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(served.bodyAsJsonObject().getString("openapi")).isEqualTo("3.1.0");
        assertThat(served.bodyAsString()).contains("\"/clients/{client}\"");
        assertThat(Await.result(portal.request(HttpMethod.GET, ApiRoutes.ROOT + "/openapi.json")
                                .putHeader("If-None-Match", served.getHeader("ETag"))
                                .rxSend())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void whatever_is_mounted_is_described_and_whatever_is_described_is_mounted() {
        var described = entries()
                .map(entry -> entry.method().toUpperCase(Locale.ROOT) + " " + ApiRoutes.ROOT
                        + PLACE.matcher(entry.path()).replaceAll(":$1"))
                .toList();

        assertThat(mounted()).isNotEmpty().containsExactlyInAnyOrderElementsOf(described);
    }

    /** Without a key each of them answers that one is needed, so that it is there; any other method says which are. */
    @Test
    void each_address_answers_to_its_methods_and_names_them_to_any_other() {
        for (var entry : entries().toList()) {
            var path = PLACE.matcher(entry.path()).replaceAll("1");
            var method = HttpMethod.valueOf(entry.method().toUpperCase(Locale.ROOT));
            var answer = Program.with(portal, "erp_x").call(method, path);
            assertThat(answer.statusCode())
                    .as(entry.method() + " " + path)
                    .isEqualTo(OPEN.contains(entry.id()) ? 200 : 401);

            var other = Program.with(portal, "erp_x").call(HttpMethod.PATCH, path);
            assertThat(other.statusCode()).as(path).isEqualTo(405);
            assertThat(List.of(other.getHeader("Allow").split(", ", -1)))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(entries()
                            .filter(same -> same.path().equals(entry.path()))
                            .map(same -> same.method().toUpperCase(Locale.ROOT))
                            .toList());
        }
    }

    @Test
    void each_operation_has_a_name_of_its_own_its_places_one_scope_and_what_may_go_wrong() {
        assertThat(entries().map(Entry::id)).doesNotHaveDuplicates();
        for (var entry : entries().toList()) {
            var answers = names(entry.body().path("responses"));
            assertThat(entry.body().path("summary").asText()).as(entry.id()).endsWith(".");
            assertThat(entry.parameters("path").map(one -> one.path("name").asText()))
                    .as(entry.id())
                    .containsExactlyInAnyOrderElementsOf(PLACE.matcher(entry.path())
                            .results()
                            .map(place -> place.group(1))
                            .toList());
            assertThat(answers).as(entry.id()).containsAll(errors(entry));
            if (!OPEN.contains(entry.id()) && !entry.id().equals("key")) {
                assertThat(entry.scopes()).as(entry.id()).hasSize(1).allMatch(word -> ApiScope.named(word)
                        .isPresent());
            }
            assertThat(entry.scopes().anyMatch(word -> word.endsWith(":read")))
                    .as(entry.id() + " reads")
                    .isEqualTo(!entry.changes()
                            && !OPEN.contains(entry.id())
                            && !Set.of("key", "connect", "reconnect").contains(entry.id()));
        }
    }

    private static Set<String> errors(Entry entry) {
        if (OPEN.contains(entry.id())) {
            return Set.of("406", "500");
        }
        var errors = new TreeSet<>(Set.of("400", "401", "406", "429", "500", "503"));
        if (entry.scopes().findAny().isPresent()) {
            errors.add("403");
        }
        if (entry.path().contains("{")) {
            errors.add("404");
        }
        if (entry.changes()) {
            errors.add("409");
        }
        if (entry.body().has("requestBody")) {
            errors.addAll(Set.of("413", "415"));
        }
        return errors;
    }

    /** A word that JSON Schema does not know is passed over by whoever checks with it. */
    @Test
    void its_schemas_say_nothing_that_is_not_checked() {
        var schemas = Described.DOCUMENT.findValues("schema");
        Described.DOCUMENT.path("components").path("schemas").forEach(schemas::add);

        assertThat(schemas).hasSizeGreaterThan(60).allSatisfy(DescriptionIT::known);
    }

    private static void known(JsonNode schema) {
        assertThat(names(schema)).isSubsetOf(KEYWORDS);
        schema.path("properties").forEach(DescriptionIT::known);
        schema.path("anyOf").forEach(DescriptionIT::known);
        if (schema.has("items")) {
            known(schema.path("items"));
        }
    }

    @Test
    void its_schemas_are_schemas_and_each_is_used() {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var text = Described.DOCUMENT.toString();
        Described.DOCUMENT.path("components").path("schemas").properties().forEach(schema -> {
            assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty();
            assertThat(text).contains("\"#/components/schemas/" + schema.getKey() + "\"");
        });
        for (var kind : List.of("parameters", "responses")) {
            names(Described.DOCUMENT.path("components").path(kind))
                    .forEach(name -> assertThat(text).contains("\"#/components/" + kind + "/" + name + "\""));
        }
    }

    @Test
    void its_words_are_those_of_the_code() {
        assertThat(words("/components/schemas/State")).containsExactlyElementsOf(names(ClientState.values()));
        assertThat(words("/components/schemas/Verdict")).containsExactlyElementsOf(names(Verdict.values()));
        assertThat(words("/components/schemas/Removal/properties/kind"))
                .containsExactlyElementsOf(names(Removal.Kind.values()));
        assertThat(words("/components/schemas/RemovalPart/properties/consent"))
                .containsExactlyElementsOf(names(Removal.Revocation.values()));
        assertThat(words("/components/schemas/LockedChange/properties/what"))
                .containsExactlyElementsOf(names(LockedChanges.What.values()));
        assertThat(words("/components/schemas/ActivityLine/properties/outcome"))
                .containsExactlyElementsOf(names(AuditLine.Outcome.values()));
        assertThat(Described.DOCUMENT
                        .at("/components/securitySchemes/key/description")
                        .asText())
                .contains(Arrays.stream(ApiScope.values()).map(ApiScope::word).toList());
    }

    /** {@code api.md} has a row for each thing that a page does, with the operations that do it or the reason for none. */
    @Test
    void whatever_a_page_does_an_operation_does_or_a_reason_is_given() {
        var rows = rows();
        var pages =
                mounted(new PortalRoutes(portal.rooms(), Messages.bokmal(), Flowable.never(), SETTINGS).router(vertx))
                        .stream()
                        .filter(route -> !route.contains(ApiRoutes.ROOT)
                                && !ROOM.matcher(route).matches())
                        .distinct()
                        .toList();
        var operations =
                entries().map(Entry::id).filter(id -> !OPEN.contains(id)).toList();

        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(rows.values()).noneMatch(String::isBlank);
        var named = rows.values().stream()
                .flatMap(row -> NAMED.matcher(row).results().map(name -> name.group(1)))
                .distinct();
        assertThat(named).containsExactlyInAnyOrderElementsOf(operations);
    }

    private static Map<String, String> rows() {
        try {
            return Files.readAllLines(Path.of("src/docs/api.md")).stream()
                    .map(ROW::matcher)
                    .filter(row -> row.matches())
                    .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> mounted() {
        var router = Router.router(vertx);
        var pages = new Pages(Messages.bokmal(), Assets.load());
        new ApiRoutes(new Shell(portal.rooms(), SETTINGS, pages, Messages.bokmal())).mount(router);
        return mounted(router);
    }

    private static List<String> mounted(Router router) {
        var mounted = new ArrayList<String>();
        for (var route : router.getRoutes()) {
            var methods = route.methods();
            if (methods != null && route.getPath() != null) {
                methods.forEach(method -> mounted.add(method + " " + route.getPath()));
            }
        }
        return mounted;
    }

    private static Stream<Entry> entries() {
        return Described.DOCUMENT.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(one -> new Entry(one.getKey(), path.getKey(), one.getValue())));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? Described.DOCUMENT.at(node.path("$ref").asText().substring(1))
                : node;
    }

    private static List<String> words(String at) {
        return stream(Described.DOCUMENT.at(at).path("enum"))
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
