package no.sticos.erp.sandbox.identity;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyPlan.Quirk;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.sandbox.universe.VismaUser;
import org.jspecify.annotations.Nullable;

/** The way from {@code /connect/authorize} to a code: sign-in, company (if there is a choice), consent. */
final class AuthorizeFlow {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST_FLOWS = 10_000;

    private final SandboxUniverse universe;
    private final List<OAuthClient> clients;
    private final Grants grants;
    private final Clock clock;
    private final Map<String, Flow> flows = new LinkedHashMap<>();

    AuthorizeFlow(SandboxUniverse universe, List<OAuthClient> clients, Grants grants, Clock clock) {
        this.universe = universe;
        this.clients = clients;
        this.grants = grants;
        this.clock = clock;
    }

    /** An unknown client or redirect URI gets a page; every other mistake goes back to the client. */
    synchronized Reply authorize(MultiMap params) {
        var client = clients.stream()
                .filter(known -> known.id().equals(params.get("client_id")))
                .findFirst();
        if (client.isEmpty() || !client.get().redirectUris().contains(AuthorizeRequest.text(params, "redirect_uri"))) {
            return IdentityPages.error("unauthorized_client: the client or its redirect_uri is not registered");
        }
        var request = AuthorizeRequest.of(client.get(), params);
        var error = error(request, params);
        return error.isPresent()
                ? Reply.redirect(request.redirect("error", error.get()))
                : IdentityPages.login(begin(request), universe.users(), false);
    }

    synchronized Reply login(MultiMap form) {
        return flow(form).map(flow -> signIn(flow, form)).orElseGet(AuthorizeFlow::tooLate);
    }

    synchronized Reply company(MultiMap form) {
        return flow(form)
                .filter(flow -> flow.user() != null)
                .map(flow -> choose(flow, form))
                .orElseGet(AuthorizeFlow::tooLate);
    }

    synchronized Reply consent(MultiMap form) {
        return flow(form)
                .filter(flow -> flow.company() != null)
                .map(flow -> decide(flow, form))
                .orElseGet(AuthorizeFlow::tooLate);
    }

    private Reply signIn(Flow flow, MultiMap form) {
        var email = AuthorizeRequest.text(form, "email").trim();
        var password = Secret.of(AuthorizeRequest.text(form, "password"));
        return universe.users().stream()
                .filter(user ->
                        user.email().equalsIgnoreCase(email) && user.password().equals(password))
                .findFirst()
                .map(user -> afterLogin(flow.signedIn(user), user))
                .orElseGet(() -> IdentityPages.login(flow, universe.users(), true));
    }

    private Reply afterLogin(Flow flow, VismaUser user) {
        flows.put(flow.id(), flow);
        var companies = companies(flow, user);
        if (companies.isEmpty()) {
            return IdentityPages.error("You have no company with this service.");
        }
        var standard = grants.defaultCompany(user.id());
        if (companies.size() == 1) {
            return toConsent(flow.chose(companies.get(0).id()));
        }
        return standard.isPresent() && !flow.request().alwaysChooses()
                ? toConsent(flow.chose(standard.get()))
                : IdentityPages.company(flow, companies, standard.isPresent());
    }

    private Reply choose(Flow flow, MultiMap form) {
        var user = user(flow);
        var chosen = companies(flow, user).stream()
                .filter(company -> company.id().toString().equals(form.get("company")))
                .findFirst();
        if (chosen.isEmpty()) {
            return IdentityPages.company(flow, companies(flow, user), false);
        }
        grants.defaultCompany(user.id(), chosen.map(CompanyPlan::id).filter(id -> form.contains("default")));
        return toConsent(flow.chose(chosen.get().id()));
    }

    private Reply toConsent(Flow flow) {
        flows.put(flow.id(), flow);
        return IdentityPages.consent(flow);
    }

    private Reply decide(Flow flow, MultiMap form) {
        flows.remove(flow.id());
        var request = flow.request();
        if (!"yes".equals(form.get("answer"))) {
            return Reply.redirect(request.redirect("error", "access_denied"));
        }
        var allowed = request.scopes().stream()
                .filter(scope -> form.getAll("scope").contains(scope))
                .toList();
        var grant = grant(request.client().id(), user(flow), flow.company(), allowed);
        return Reply.redirect(request.redirect("code", grants.code(grant, request.redirectUri(), request.challenge())));
    }

    Grant grant(String clientId, VismaUser user, @Nullable UUID company, List<String> scopes) {
        if (company == null) {
            throw new IllegalStateException("no company was chosen");
        }
        return new Grant(
                clientId,
                user.id(),
                user.email(),
                company,
                scopes,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private List<CompanyPlan> companies(Flow flow, VismaUser user) {
        return universe.companies().stream()
                .filter(company -> user.companies().contains(company.id()))
                .filter(company -> !flow.request().onlyEAccounting() || company.quirk() != Quirk.OTHER_PRODUCT)
                .toList();
    }

    private static Optional<String> error(AuthorizeRequest request, MultiMap params) {
        if (!"code".equals(params.get("response_type"))) {
            return Optional.of("unsupported_response_type");
        }
        if (request.scopes().stream().anyMatch(scope -> Scope.of(scope).isEmpty())) {
            return Optional.of("invalid_scope");
        }
        boolean badChallenge = request.challenge() != null && !"S256".equals(params.get("code_challenge_method"));
        return badChallenge ? Optional.of("invalid_request") : Optional.empty();
    }

    private Flow begin(AuthorizeRequest request) {
        var oldest = flows.values().iterator();
        while (flows.size() >= MOST_FLOWS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        return keep(new Flow(Tokens.token(), request, clock.instant(), null, null));
    }

    private Flow keep(Flow flow) {
        flows.put(flow.id(), flow);
        return flow;
    }

    private Optional<Flow> flow(MultiMap form) {
        return Optional.ofNullable(flows.get(AuthorizeRequest.text(form, "flow")))
                .filter(flow -> flow.begun().plus(LIFE).isAfter(clock.instant()));
    }

    private static VismaUser user(Flow flow) {
        if (flow.user() == null) {
            throw new IllegalStateException("nobody signed in");
        }
        return flow.user();
    }

    private static Reply tooLate() {
        return IdentityPages.error("The sign-in was finished or took too long. Go back and start again.");
    }
}
