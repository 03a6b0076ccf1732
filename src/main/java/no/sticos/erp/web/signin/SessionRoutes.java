package no.sticos.erp.web.signin;

import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Visits;

/** How long a person stays signed in: asking does not count as use, keeping does. */
public final class SessionRoutes {
    private final Visits visits;

    /** Does nothing yet. */
    public SessionRoutes(Visits visits) {
        this.visits = visits;
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/session").handler(this::left);
        router.post("/session/keep").handler(visits::demand);
        router.post("/session/keep").handler(Visits.guard());
        router.post("/session/keep").handler(ctx -> tell(ctx, Visits.of(ctx).session()));
    }

    private void left(RoutingContext ctx) {
        var key = Secret.of(visits.cookie().read(ctx).orElse(""));
        visits.sessions()
                .peek(key)
                .subscribe(Reply.with(ctx, session -> tell(ctx, session), () -> ctx.fail(Fault.of(Cause.SIGNED_OUT))));
    }

    private static void tell(RoutingContext ctx, Session session) {
        ctx.response().putHeader("Content-Type", "application/json");
        var left = new JsonObject().put("secondsLeft", session.left().toSeconds());
        Answers.end(ctx, left.toBuffer());
    }
}
