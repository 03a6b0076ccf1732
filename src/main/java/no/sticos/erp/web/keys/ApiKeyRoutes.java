package no.sticos.erp.web.keys;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** API-nøkler: all of the firm see them, its administrators make and revoke them. */
public final class ApiKeyRoutes {
    private static final String PATH = "/api-keys";

    private final ApiKeys keys;
    private final Pages pages;
    private final Messages messages;

    /** Does nothing yet. */
    public ApiKeyRoutes(Shell shell) {
        this.keys = shell.rooms().apiKeys();
        this.pages = shell.pages();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get(PATH).handler(this::list);
        router.post(PATH).handler(this::make);
        router.get(PATH + "/:key/revoke").handler(this::ask);
        router.post(PATH + "/:key/revoke").handler(this::revoke);
    }

    private void list(RoutingContext ctx) {
        var said = ctx.request().getParam("revoked") != null ? "keys.revoked" : again(ctx);
        show(ctx, 200, ApiKeyForm.fresh(), null, said);
    }

    private static @Nullable String again(RoutingContext ctx) {
        return ctx.request().getParam("again") == null ? null : "keys.again";
    }

    /** What was typed is kept until it is taken; the key is in this one answer and nowhere else. */
    private void make(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.ADMINISTER);
        var form = ApiKeyForm.read(ctx.request().formAttributes());
        if (form.isWrong()) {
            show(ctx, 422, form, null, null);
            return;
        }
        var session = visit.session();
        keys.make(session.tenant(), form.wanted(), session.person())
                .map(made -> new ApiKeysPage.Shown(made.key().name(), made.secret()))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .subscribe(Reply.with(ctx, made -> made(ctx, made), error -> refused(ctx, form, error)));
    }

    private void made(RoutingContext ctx, Optional<ApiKeysPage.Shown> made) {
        if (made.isPresent()) {
            show(ctx, 200, ApiKeyForm.fresh(), made.get(), null);
        } else {
            Answers.seeOther(ctx, PATH + "?again");
        }
    }

    private void refused(RoutingContext ctx, ApiKeyForm form, Throwable error) {
        if (Fault.is(error, Cause.API_KEYS_FULL)) {
            show(ctx, 409, form, null, "keys.full");
        } else {
            ctx.fail(error);
        }
    }

    private void show(
            RoutingContext ctx, int status, ApiKeyForm form, ApiKeysPage.@Nullable Shown made, @Nullable String said) {
        var visit = Visits.of(ctx);
        var session = visit.session();
        keys.list(session.tenant())
                .map(all -> new ApiKeysPage(visit.viewer(), all, form, session.may(Right.ADMINISTER), made, said))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, status, pages.page(page))));
    }

    private void ask(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.ADMINISTER);
        question(ctx, visit)
                .map(page -> Answers.isFragment(ctx) ? pages.part("keys/revokeDialog", "page", page) : pages.page(page))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    private Single<RevokePage> question(RoutingContext ctx, Visits.Visit visit) {
        var trail = List.of(new Crumb(messages.text("keys.title"), PATH));
        return keys.find(visit.session().tenant(), Paths.key(ctx))
                .map(key -> new RevokePage(visit.viewer(), trail, key));
    }

    private void revoke(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.ADMINISTER);
        var session = visit.session();
        keys.revoke(session.tenant(), Paths.key(ctx), session.person())
                .subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, PATH + "?revoked")));
    }
}
