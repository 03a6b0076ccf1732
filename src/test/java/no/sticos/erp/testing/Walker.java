package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A person with a browser that knows forms, cookies and redirects and no script: enough to sign in, connect
 * and activate where no Chromium is.
 */
public final class Walker {
    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private URI address = URI.create("about:blank");
    private String page = "";
    private List<URI> passed = List.of();

    /** Opens an address, which may be relative to the page that is open. */
    @CanIgnoreReturnValue
    public Walker open(String target) {
        return go(HttpRequest.newBuilder(address.resolve(target)).GET());
    }

    /** Sends the page's form with this action: its hidden and ticked fields, and what the person adds. */
    @CanIgnoreReturnValue
    public Walker submit(String action, Map<String, String> typed) {
        var form = FORM.matcher(page)
                .results()
                .filter(found -> unescaped(found.group(1)).endsWith(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no form " + action + " at " + address + ":\n" + page));
        return post(unescaped(form.group(1)), fields(form.group(2)), typed);
    }

    /** Presses a button that sends the page's CSRF token elsewhere. */
    @CanIgnoreReturnValue
    public Walker press(String action) {
        return post(action, fields(page), Map.of());
    }

    /** Where the person is. */
    public URI address() {
        return address;
    }

    /** The addresses that the last step led through, this one included. */
    public List<URI> passed() {
        return passed;
    }

    /** What the person sees. */
    public String page() {
        return page;
    }

    private Walker post(String action, List<Map.Entry<String, String>> found, Map<String, String> typed) {
        var body = Stream.concat(found.stream(), typed.entrySet().stream())
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return go(HttpRequest.newBuilder(address.resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private Walker go(HttpRequest.Builder request) {
        HttpResponse<String> answer =
                send(request.timeout(Duration.ofSeconds(20)).build());
        address = answer.uri();
        page = answer.body();
        passed = Stream.iterate(
                        Optional.of(answer), Optional::isPresent, each -> each.flatMap(HttpResponse::previousResponse))
                .flatMap(Optional::stream)
                .map(HttpResponse::uri)
                .toList();
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " at " + address + ":\n" + page);
        }
        return this;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static List<Map.Entry<String, String>> fields(String html) {
        return INPUT.matcher(html)
                .results()
                .map(MatchResult::group)
                .filter(input -> input.contains("type=\"hidden\"") || input.contains(" checked"))
                .map(input -> Map.entry(attribute(input, "name"), attribute(input, "value")))
                .distinct()
                .toList();
    }

    private static String attribute(String tag, String name) {
        var found = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? unescaped(found.group(1)) : "";
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
