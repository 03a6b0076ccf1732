package no.sticos.erp.testing;

import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.erp.Company;
import org.jspecify.annotations.Nullable;

/** Visma's sign-in as a browser meets it before a {@link FakeSignIn}: two links, one that allows and one that does not. */
public final class VismaPage {
    private final int port = Ports.free();
    private final AtomicReference<@Nullable Company> chosen = new AtomicReference<>();
    private final AtomicReference<@Nullable Portal> portal = new AtomicReference<>();

    /** Answers at a port of its own for as long as {@code vertx} lives. */
    public VismaPage(Vertx vertx) {
        Await.done(vertx.createHttpServer()
                .requestHandler(this::answer)
                .rxListen(port)
                .ignoreElement());
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    /** Browsers come back to this portal. */
    public void leadsTo(Portal there) {
        portal.set(there);
    }

    /** The company that is given to whoever allows it. */
    public void choose(Company company) {
        chosen.set(company);
    }

    private void answer(HttpServerRequest request) {
        var there = portal.get();
        var company = chosen.get();
        if (there == null) {
            throw new IllegalStateException("leads nowhere");
        }
        var callback = there.address() + "/visma/callback?state=" + request.getParam("state");
        if (request.path().equals("/allow") && company != null) {
            var code = there.visma().consent(company);
            request.response().setStatusCode(303).putHeader("Location", callback + "&code=" + code);
            request.response().rxEnd().subscribe();
        } else {
            request.response()
                    .putHeader("Content-Type", "text/html")
                    .rxEnd(page(request.getParam("state"), callback))
                    .subscribe();
        }
    }

    private static String page(String state, String callback) {
        return """
                <!doctype html><title>Visma</title><link rel=icon href="data:,">
                <a id=allow href="/allow?state=%s">Yes, Allow</a>
                <a id=deny href="%s&error=access_denied">No, Do Not Allow</a>
                """
                .formatted(state, callback);
    }
}
