package no.sticos.erp.web.signin;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.connect.SignedIn;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Callbacks;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SignInCookie;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.shell.WebSettings;

/** Signing in with Sticos' own sign-in, and out again. */
public final class SignInRoutes {
    private static final Pattern REFERER = Pattern.compile("https?://[^/?#]+(/[^#]*)(?:#.*)?");

    private final Rooms rooms;
    private final Visits visits;
    private final Pages pages;
    private final WebSettings settings;
    private final SignInCookie flow;
    private final SignInCookie wayBack;

    /** Does nothing yet. */
    public SignInRoutes(Rooms rooms, Visits visits, Pages pages, WebSettings settings) {
        this.rooms = rooms;
        this.visits = visits;
        this.pages = pages;
        this.settings = settings;
        this.flow = SignInCookie.flow(settings.tls());
        this.wayBack = SignInCookie.wayBack(settings.tls());
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/sign-in").handler(this::first);
        router.get("/sign-in/start").handler(this::start);
        router.get("/sign-in/callback").handler(this::callback);
        router.get("/signed-out").handler(this::signedOut);
        router.post("/sign-out").handler(visits::demand);
        router.post("/sign-out").handler(Visits.guard());
        router.post("/sign-out").handler(this::signOut);
    }

    private void first(RoutingContext ctx) {
        Answers.html(ctx, 200, pages.page(new SignInPage(SignInPage.Kind.FIRST)));
    }

    private void start(RoutingContext ctx) {
        rooms.signIn().start(wayBack.read(ctx).orElse("/")).subscribe(Reply.with(ctx, begun -> {
            wayBack.clear(ctx);
            flow.write(ctx, begun.flowCookie().reveal());
            Answers.seeOther(ctx, begun.location().toString());
        }));
    }

    private void callback(RoutingContext ctx) {
        var key = Secret.of(flow.read(ctx).orElse(""));
        Single.defer(() -> rooms.signIn().finish(key, Callbacks.of(ctx)))
                .flatMap(this::open)
                .subscribe(Reply.with(
                        ctx,
                        opened -> {
                            flow.clear(ctx);
                            visits.cookie().write(ctx, opened.opened().cookie().reveal(), settings.sessionLife());
                            Answers.seeOther(ctx, opened.returnPath());
                        },
                        error -> refused(ctx, error)));
    }

    private Single<Arrival> open(SignedIn signedIn) {
        return rooms.tenants()
                .meet(signedIn.firm(), signedIn.firmName())
                .flatMap(
                        tenant -> rooms.sessions().open(tenant, signedIn.person(), signedIn.rights(), signedIn.email()))
                .map(opened -> new Arrival(opened, signedIn.returnPath()));
    }

    /** What a person can do about it stands on the sign-in page; what they cannot goes the usual way. */
    private void refused(RoutingContext ctx, Throwable error) {
        if (error instanceof Fault fault && fault.kind() == Cause.Kind.BAD_INPUT) {
            Answers.html(ctx, 403, pages.page(new SignInPage(SignInPage.Kind.REFUSED)));
        } else {
            ctx.fail(error);
        }
    }

    private void signedOut(RoutingContext ctx) {
        boolean expired = ctx.request().getParam("expired") != null;
        if (expired) {
            cameFrom(ctx).ifPresent(path -> wayBack.write(ctx, path));
        }
        var kind = expired ? SignInPage.Kind.EXPIRED : SignInPage.Kind.SIGNED_OUT;
        Answers.html(ctx, 200, pages.page(new SignInPage(kind)));
    }

    /** The page that was open; only the path is taken, so that it cannot lead to another site. */
    private static Optional<String> cameFrom(RoutingContext ctx) {
        return Optional.ofNullable(ctx.request().getHeader("Referer"))
                .map(referer -> REFERER.matcher(referer))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .filter(path -> !path.startsWith("/signed-out") && !path.startsWith("/sign-in"));
    }

    private void signOut(RoutingContext ctx) {
        var named = visits.cookie().read(ctx).orElse("");
        visits.cookie().clear(ctx);
        rooms.sessions().end(Secret.of(named)).subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, "/signed-out")));
    }

    /** A session that was just opened, and where its person was going. */
    private record Arrival(Sessions.Opened opened, String returnPath) {}
}
