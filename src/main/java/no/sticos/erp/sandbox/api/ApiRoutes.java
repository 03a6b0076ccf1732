package no.sticos.erp.sandbox.api;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.sticos.erp.sandbox.api.Resource.Asked;
import no.sticos.erp.sandbox.faults.Call;
import no.sticos.erp.sandbox.faults.FaultScript;
import no.sticos.erp.sandbox.faults.Honest;
import no.sticos.erp.sandbox.http.Door;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.identity.Access;
import no.sticos.erp.sandbox.identity.AccessTokens;
import no.sticos.erp.sandbox.universe.Company;
import no.sticos.erp.sandbox.universe.CompanyState;
import org.jspecify.annotations.Nullable;

/** Hangs the resources under {@code /v2}; every call passes faults, token, quota, company and scope in this order. */
public final class ApiRoutes {
    private static final String BASE = "/v2";

    private final Vertx vertx;
    private final AccessTokens tokens;
    private final Map<UUID, Company> companies;
    private final ApiLimits limits;
    private final FaultScript faults;
    private final Clock clock;
    private final Selections selections = new Selections();

    /** Connects; {@link #mount} makes the routes. */
    public ApiRoutes(
            Vertx vertx,
            AccessTokens tokens,
            Map<UUID, Company> companies,
            ApiLimits limits,
            FaultScript faults,
            Clock clock) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.companies = companies;
        this.limits = limits;
        this.faults = faults;
        this.clock = clock;
    }

    /** Adds all routes; what is not there answers 404 with Visma's body. */
    public void mount(Router router) {
        for (var resource : Resources.all()) {
            router.get(BASE + route(resource)).handler(context -> Door.answer(context, reply(context, resource)));
        }
        router.route(BASE + "/*").handler(context -> Door.answer(context, reply(context, null)));
    }

    private Single<Reply> reply(RoutingContext context, @Nullable Resource resource) {
        var access = access(context);
        var call = new Call(
                context.request().path(),
                access.map(known -> known.companyId().toString()).orElse(""),
                access.map(Access::clientId).orElse(""),
                context.request().getParam("$page", "1"),
                context.request().getParam("$filter", ""),
                context.request().getParam("$pagesize", ""));
        return faults.pass(call, instead -> honest(context, access, resource, instead));
    }

    private Single<Reply> honest(
            RoutingContext context, Optional<Access> access, @Nullable Resource resource, Map<String, String> instead) {
        // Worked out off the event loop: a page of a thousand vouchers takes some milliseconds.
        return vertx.<Reply>rxExecuteBlocking(() -> answer(context, access, resource, instead), false)
                .toSingle()
                .onErrorResumeNext(ApiRoutes::refusal);
    }

    private Reply answer(
            RoutingContext context, Optional<Access> known, @Nullable Resource resource, Map<String, String> instead) {
        var access = known.orElseThrow(Refusal::unauthorised);
        var path = context.request().path();
        limits.quota().admit(access.clientId(), limits.byTemplate() && resource != null ? resource.path() : path);
        if (resource == null) {
            throw Refusal.notFound();
        }
        var company = company(access, resource);
        if (!access.holds("ea:api") || resource.reach().scopes().stream().noneMatch(access::holds)) {
            throw Refusal.missingScope();
        }
        var query = MultiMap.caseInsensitiveMultiMap().addAll(context.queryParams());
        instead.forEach(query::set);
        var asked = new Asked(company, path, context.pathParams(), query, clock.instant());
        var list = ListQuery.of(query).shifted(Integer.parseInt(instead.getOrDefault(Honest.SHIFT, "0")));
        return Reply.json(resource.answer(asked, list, selections));
    }

    private Company company(Access access, Resource resource) {
        var company = companies.get(access.companyId());
        if (company == null) {
            throw Refusal.unauthorised();
        }
        if (company.state() != CompanyState.OPEN && company.state() != CompanyState.WITHOUT_BALANCES) {
            throw Refusal.company(company.state());
        }
        if (!resource.reach().variants().contains(company.variant())) {
            throw Refusal.variant();
        }
        return company;
    }

    private Optional<Access> access(RoutingContext context) {
        var header = context.request().getHeader("Authorization");
        return header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? Optional.empty()
                : tokens.read(header.substring(7).trim());
    }

    /** {@code {name}} is the documentation's way to write a parameter, {@code :name} the router's. */
    private static String route(Resource resource) {
        return resource.path().replaceAll("\\{(\\w+)}", ":$1");
    }

    private static Single<Reply> refusal(Throwable error) {
        return error instanceof Refusal refusal ? Single.just(refusal.reply()) : Single.error(error);
    }
}
