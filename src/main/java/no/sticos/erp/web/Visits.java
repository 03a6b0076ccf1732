package no.sticos.erp.web;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.connect.Sessions;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/** Finds out who a request comes from; pages behind {@link #demand} are for people who are signed in. */
final class Visits {
    private static final String KEY = "no.sticos.erp.visit";

    private final Sessions sessions;
    private final SessionCookie cookie;

    Visits(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** A signed-in person's request. */
    record Visit(Session session) {
        /** For whom the page is. */
        Viewer viewer() {
            return new Viewer(
                    session.person().name(), session.firmName(), session.csrf().reveal());
        }

        /** Refuses who may not. */
        void demand(Right right) {
            if (!session.may(right)) {
                throw Fault.of(Cause.NOT_ALLOWED);
            }
        }
    }

    SessionCookie cookie() {
        return cookie;
    }

    Sessions sessions() {
        return sessions;
    }

    /** The visit that {@link #demand} or {@link #notice} has found. */
    static Visit of(RoutingContext ctx) {
        Visit visit = ctx.get(KEY);
        if (visit == null) {
            throw Fault.of(Cause.SIGNED_OUT);
        }
        return visit;
    }

    static boolean isKnown(RoutingContext ctx) {
        return ctx.get(KEY) != null;
    }

    /** Goes on if the person is signed in, else to the sign-in. */
    void demand(RoutingContext ctx) {
        look(ctx, () -> toSignIn(ctx));
    }

    /** Goes on either way. */
    void notice(RoutingContext ctx) {
        look(ctx, ctx::next);
    }

    private void look(RoutingContext ctx, Runnable otherwise) {
        var named = cookie.read(ctx);
        if (named.isEmpty()) {
            otherwise.run();
            return;
        }
        var unused = sessions.use(Secret.of(named.get()))
                .subscribe(
                        session -> {
                            ctx.put(KEY, new Visit(session));
                            ctx.next();
                        },
                        ctx::fail,
                        otherwise::run);
    }

    private static void toSignIn(RoutingContext ctx) {
        if (Answers.isFragment(ctx)) {
            ctx.response().setStatusCode(401).putHeader("HX-Redirect", "/signed-out?expired");
            Answers.end(ctx, io.vertx.core.buffer.Buffer.buffer());
            return;
        }
        var wanted = ctx.request().method().name().equals("GET") ? ctx.request().uri() : "/";
        Answers.seeOther(ctx, "/sign-in?to=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }
}
