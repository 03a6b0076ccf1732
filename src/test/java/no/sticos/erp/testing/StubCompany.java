package no.sticos.erp.testing;

import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.testing.StubHttp.Asked;

/**
 * A company behind a {@link StubHttp}: one page a list, each as Visma's own answer. A list that nobody has
 * filled is empty; any may be refused.
 */
public final class StubCompany {
    /** The one fiscal year, 2026. */
    public static final String YEAR = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final StubHttp http;

    private record Reply(int status, String body) {}

    /** Answers at the server's {@code /v2}. */
    public StubCompany(StubHttp http) {
        this.http = http;
        http.usually(this::answer);
        settings("[\"api_standard\"]");
        list(
                "/fiscalyears",
                """
                {"Id":"%s","StartDate":"2026-01-01","EndDate":"2026-12-31T00:00:00Z","IsLockedForAccounting":false,
                 "BookkeepingMethod":0}"""
                        .formatted(YEAR));
    }

    /** The company's settings with these modules, a JSON list. */
    public void settings(String modules) {
        replies.put(
                "/companysettings",
                new Reply(
                        200,
                        """
                        {"CompanyIdentifier":"c-17","Name":"Fjord Regnskap AS","CorporateIdentityNumber":"974760673",
                         "CountryCode":"NO","CurrencyCode":"NOK","ProductVariant":3,"AccountingLockedTo":"2026-01-31",
                         "AccountingLockInterval":1,"VatPeriod":6,"ActivatedModules":%s,"CompanyStatus":1}"""
                                .formatted(modules)));
    }

    /** The list at this path has these documents from now on. */
    public void list(String path, String... documents) {
        var meta =
                """
                {"CurrentPage":1,"PageSize":1000,"TotalNumberOfPages":1,"TotalNumberOfResults":%d,
                 "ServerTimeUtc":"2026-11-24T10:00:00.1234567Z"}"""
                        .formatted(documents.length);
        replies.put(path, new Reply(200, "{\"Meta\":" + meta + ",\"Data\":[" + String.join(",", documents) + "]}"));
    }

    /** The list at this path is refused from now on. */
    public void refuse(String path, int status, int errorCode, String message) {
        replies.put(
                path,
                new Reply(
                        status,
                        "{\"ErrorCode\":" + errorCode + ",\"DeveloperErrorMessage\":\"" + message
                                + "\",\"ErrorId\":\"e-1\"}"));
    }

    /** The addresses under this path that were asked for. */
    public List<String> asked(String path) {
        return http.asked().stream()
                .map(Asked::uri)
                .filter(uri -> pathOf(uri).equals(path))
                .toList();
    }

    private void answer(HttpServerRequest request) {
        var reply = replies.get(pathOf(request.uri()));
        if (reply == null) {
            list(pathOf(request.uri()));
            answer(request);
        } else {
            StubHttp.send(request, reply.status(), "application/json;charset=UTF-8", reply.body());
        }
    }

    private static String pathOf(String uri) {
        return uri.replaceFirst("^/v2", "").replaceFirst("\\?.*$", "");
    }
}
