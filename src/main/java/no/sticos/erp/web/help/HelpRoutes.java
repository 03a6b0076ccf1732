package no.sticos.erp.web.help;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Visits;

/** The help, open to everybody. */
public final class HelpRoutes {
    /** Without a session it is the same page for everybody; with one it carries the person's own bar. */
    private static final String OPEN = "public, max-age=600";

    private final Visits visits;
    private final Pages pages;

    /** Does nothing yet. */
    public HelpRoutes(Visits visits, Pages pages) {
        this.visits = visits;
        this.pages = pages;
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/help/*").handler(visits::notice);
        router.get("/help").handler(ctx -> Answers.seeOther(ctx, "/help/visma-eaccounting"));
        router.get("/help/visma-eaccounting").handler(ctx -> show(ctx, HelpPage.Topic.VISMA));
        router.get("/help/status").handler(ctx -> show(ctx, HelpPage.Topic.STATUS));
        router.get("/help/local").handler(ctx -> show(ctx, HelpPage.Topic.LOCAL));
        router.get("/help/other").handler(ctx -> show(ctx, HelpPage.Topic.OTHER));
    }

    private void show(RoutingContext ctx, HelpPage.Topic topic) {
        var viewer = Visits.isKnown(ctx) ? Visits.of(ctx).viewer() : null;
        if (viewer == null) {
            ctx.response().putHeader("Cache-Control", OPEN).putHeader("Vary", "Cookie");
        }
        Answers.html(ctx, 200, pages.page(new HelpPage(viewer, topic)));
    }
}
