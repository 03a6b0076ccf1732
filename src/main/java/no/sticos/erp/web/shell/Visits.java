package no.sticos.erp.web.shell;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Optional;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/** Finds out who a request comes from; pages behind {@link #demand} are for people who are signed in. */
public final class Visits {
    private static final String KEY = "no.sticos.erp.visit";

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SignInCookie wayBack;

    /** Does nothing yet. */
    public Visits(Sessions sessions, SessionCookie cookie, boolean tls) {
        this.sessions = sessions;
        this.cookie = cookie;
        this.wayBack = SignInCookie.wayBack(tls);
    }

    /** Lets nothing be changed without the visit's own token. */
    public static CsrfGuard guard() {
        return new CsrfGuard(ctx -> Optional.of(of(ctx).session().csrf().reveal()));
    }

    /**
     * A signed-in person's request.
     *
     * @param session who
     * @param cookie what the browser names the session by
     */
    public record Visit(Session session, Secret cookie) {
        /** For whom the page is. */
        public Viewer viewer() {
            return new Viewer(
                    session.person().name(), session.firmName(), session.csrf().reveal());
        }

        /** Refuses who may not. */
        public void demand(Right right) {
            if (!session.may(right)) {
                throw Fault.of(Cause.NOT_ALLOWED);
            }
        }
    }

    /** Where the browser keeps the name of its session. */
    public SessionCookie cookie() {
        return cookie;
    }

    /** Who is signed in. */
    public Sessions sessions() {
        return sessions;
    }

    /** The visit that {@link #demand} or {@link #notice} has found. */
    public static Visit of(RoutingContext ctx) {
        Visit visit = ctx.get(KEY);
        if (visit == null) {
            throw Fault.of(Cause.SIGNED_OUT);
        }
        return visit;
    }

    /** Whether the request comes from a signed-in person. */
    public static boolean isKnown(RoutingContext ctx) {
        return ctx.get(KEY) != null;
    }

    /** Goes on if the person is signed in, else to the sign-in. */
    public void demand(RoutingContext ctx) {
        look(ctx, () -> toSignIn(ctx));
    }

    /** Goes on either way. */
    public void notice(RoutingContext ctx) {
        look(ctx, ctx::next);
    }

    private void look(RoutingContext ctx, Runnable otherwise) {
        var named = cookie.read(ctx);
        if (named.isEmpty()) {
            otherwise.run();
            return;
        }
        var key = Secret.of(named.get());
        sessions.use(key)
                .subscribe(Reply.with(
                        ctx,
                        session -> {
                            ctx.put(KEY, new Visit(session, key));
                            ctx.next();
                        },
                        otherwise));
    }

    /**
     * Where the person was going is remembered until the sign-in begins; an address would show it to others. Who sent a
     * form is told that the session is over, and comes back to the page that it stood on.
     */
    private void toSignIn(RoutingContext ctx) {
        if (Answers.isFragment(ctx)) {
            ctx.response().setStatusCode(401).putHeader("HX-Redirect", "/signed-out?expired");
            Answers.end(ctx, Buffer.buffer());
            return;
        }
        if (!ctx.request().method().equals(HttpMethod.GET)) {
            Answers.seeOther(ctx, "/signed-out?expired");
            return;
        }
        wayBack.write(ctx, ctx.request().uri());
        Answers.seeOther(ctx, "/sign-in");
    }
}
