package no.sticos.erp.sandbox.signin;

import static no.sticos.erp.sandbox.identity.Html.text;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.http.Door;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.identity.ClientForm;
import no.sticos.erp.sandbox.identity.Html;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.identity.OAuthError;
import no.sticos.erp.sandbox.identity.SigningKey;
import no.sticos.erp.sandbox.identity.Tokens;
import no.sticos.erp.sandbox.universe.DemoPerson;
import org.jspecify.annotations.Nullable;

/** The OpenID provider of the demo: discovery, a page of people, token, end of session. */
public final class DemoSignIn {
    /** Where it lives below the sandbox's address. */
    public static final String PATH = "/demo-sign-in";

    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private record Code(OAuthClient client, DemoPerson person, MultiMap asked, Instant expires) {}

    private final String issuer;
    private final SignInSettings settings;
    private final List<DemoPerson> people;
    private final SigningKey key;
    private final Clock clock;
    private final Map<String, Code> codes = new HashMap<>();

    /** Lives at {@code address} + {@link #PATH}, which is its issuer. */
    public DemoSignIn(String address, SignInSettings settings, List<DemoPerson> people, SigningKey key, Clock clock) {
        this.issuer = address + PATH;
        this.settings = settings;
        this.people = people;
        this.key = key;
        this.clock = clock;
    }

    /** Adds all routes. */
    public void mount(Router router) {
        router.get(PATH + "/.well-known/openid-configuration")
                .handler(context -> serve(context, () -> Reply.json(200, discovery())));
        router.get(PATH + "/jwks").handler(context -> serve(context, () -> Reply.json(200, key.jwks())));
        router.get(PATH + "/authorize").handler(context -> serve(context, () -> authorize(context.queryParams())));
        router.post(PATH + "/authorize")
                .handler(
                        context -> serve(context, () -> chosen(context.request().formAttributes())));
        router.post(PATH + "/token")
                .handler(context -> serve(context, () -> token(ClientForm.read(context, settings.clients()))));
        router.get(PATH + "/end-session").handler(context -> serve(context, () -> endSession(context.queryParams())));
    }

    private Reply authorize(MultiMap asked) {
        var client = client(asked);
        if (client.isEmpty()) {
            return Html.page(
                    400,
                    "nb",
                    "Demoinnlogging",
                    "<h1>Ukjent program</h1><p>client_id eller redirect_uri er ikke registrert.</p>",
                    "");
        }
        var error = error(asked);
        return error.isPresent() ? Reply.redirect(location(asked, "error", error.get())) : page(asked);
    }

    private Reply chosen(MultiMap form) {
        var person = people.stream()
                .filter(known -> known.sub().equals(form.get("person")))
                .findFirst();
        var client = client(form);
        if (client.isEmpty() || person.isEmpty() || error(form).isPresent()) {
            return Html.page(400, "nb", "Demoinnlogging", "<h1>Ugyldig valg</h1>", "");
        }
        return Reply.redirect(location(
                form,
                "code",
                keep(new Code(client.get(), person.get(), form, clock.instant().plus(CODE_LIFE)))));
    }

    private Reply page(MultiMap asked) {
        var hidden = asked.entries().stream()
                .map(field -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                        .formatted(text(field.getKey()), text(field.getValue())))
                .collect(Collectors.joining("\n"));
        var buttons = people.stream().map(DemoSignIn::button).collect(Collectors.joining("\n"));
        return Html.page(
                200,
                "nb",
                "Demoinnlogging",
                "<h1>Demoinnlogging</h1><p>Velg hvem du vil være.</p><form method=\"post\" action=\"" + PATH
                        + "/authorize\">" + hidden + buttons + "</form>",
                origin(asked));
    }

    private static String button(DemoPerson person) {
        return "<button class=\"person\" name=\"person\" value=\"%s\">%s, %s (%s)</button>"
                .formatted(
                        text(person.sub()),
                        text(person.name()),
                        text(person.firmName()),
                        text(person.roles().isEmpty() ? "ingen rolle" : String.join(", ", person.roles())));
    }

    private Reply token(ClientForm form) {
        if (!form.field("grant_type").equals("authorization_code")) {
            throw new OAuthError("unsupported_grant_type");
        }
        var code = take(form.field("code"));
        if (code == null
                || !code.client().id().equals(form.client().id())
                || !form.field("redirect_uri").equals(code.asked().get("redirect_uri"))
                || !Tokens.hash(form.field("code_verifier")).equals(code.asked().get("code_challenge"))) {
            throw new OAuthError("invalid_grant");
        }
        return Reply.json(
                        200,
                        new JsonObject()
                                .put("access_token", Tokens.token())
                                .put("token_type", "Bearer")
                                .put("expires_in", TOKEN_LIFE.toSeconds())
                                .put("id_token", key.sign(claims(code))))
                .with("Cache-Control", "no-store");
    }

    private JsonObject claims(Code code) {
        long now = clock.instant().getEpochSecond();
        var person = code.person();
        var claims = new JsonObject()
                .put("iss", issuer)
                .put("aud", code.client().id())
                .put("iat", now)
                .put("exp", now + TOKEN_LIFE.toSeconds())
                .put("auth_time", now)
                .put("sub", person.sub())
                .put("name", person.name())
                .put("email", person.email())
                .put(settings.firmIdClaim(), person.firmId())
                .put(settings.firmNameClaim(), person.firmName())
                .put(settings.rolesClaim(), new JsonArray(person.roles()));
        var nonce = code.asked().get("nonce");
        return nonce == null ? claims : claims.put("nonce", nonce);
    }

    /** Goes back to a registered origin only. */
    private Reply endSession(MultiMap params) {
        var target = params.get("post_logout_redirect_uri");
        boolean known = target != null
                && settings.clients().stream()
                        .flatMap(client -> client.redirectUris().stream())
                        .anyMatch(uri -> origin(uri).equals(origin(target)));
        return known && target != null
                ? Reply.redirect(target)
                : Html.page(200, "nb", "Logget ut", "<h1>Du er logget ut</h1>", "");
    }

    private Optional<OAuthClient> client(MultiMap asked) {
        return settings.clients().stream()
                .filter(client -> client.id().equals(asked.get("client_id")))
                .filter(client -> client.redirectUris().contains(asked.get("redirect_uri")))
                .findFirst();
    }

    private static Optional<String> error(MultiMap asked) {
        if ("none".equals(asked.get("prompt"))) {
            return Optional.of("login_required");
        }
        var scope = asked.get("scope");
        boolean right = "code".equals(asked.get("response_type"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.contains("code_challenge")
                && scope != null
                && List.of(scope.split(" ")).contains("openid");
        return right ? Optional.empty() : Optional.of("invalid_request");
    }

    private synchronized String keep(Code code) {
        codes.values().removeIf(old -> old.expires().isBefore(clock.instant()));
        var token = Tokens.token();
        codes.put(token, code);
        return token;
    }

    private synchronized @Nullable Code take(String token) {
        var code = codes.remove(token);
        return code == null || code.expires().isBefore(clock.instant()) ? null : code;
    }

    private String location(MultiMap asked, String name, String value) {
        var uri = String.valueOf(asked.get("redirect_uri"));
        var state = asked.get("state");
        var location = uri + (uri.contains("?") ? "&" : "?") + name + "=" + encoded(value) + "&iss=" + encoded(issuer);
        return state == null ? location : location + "&state=" + encoded(state);
    }

    private static String origin(MultiMap asked) {
        return origin(String.valueOf(asked.get("redirect_uri")));
    }

    private static String origin(String uri) {
        try {
            var parsed = URI.create(uri);
            return parsed.getScheme() + "://" + parsed.getRawAuthority();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void serve(RoutingContext context, Supplier<Reply> work) {
        Door.answer(
                context,
                Single.fromSupplier(work::get)
                        .onErrorResumeNext(error -> error instanceof OAuthError refused
                                ? Single.just(refused.reply())
                                : Single.error(error)));
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", issuer + "/jwks")
                .put("end_session_endpoint", issuer + "/end-session")
                .put("response_types_supported", new JsonArray().add("code"))
                .put("subject_types_supported", new JsonArray().add("public"))
                .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
                .put("scopes_supported", new JsonArray().add("openid").add("profile"))
                .put("code_challenge_methods_supported", new JsonArray().add("S256"))
                .put("authorization_response_iss_parameter_supported", true);
    }
}
