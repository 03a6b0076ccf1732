package no.sticos.erp.web.explain;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;

/** The pages that explain a number, and the same as JSON. */
public final class ExplainRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final Messages messages;

    /** Does nothing yet. */
    public ExplainRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.messages = shell.messages();
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/konto/:account").handler(ctx -> show(ctx, this::account));
        router.get("/clients/:client/bilag/:voucher").handler(ctx -> show(ctx, this::voucher));
    }

    /** Another firm's client is not found before anything else is asked. */
    private void show(RoutingContext ctx, Explaining explaining) {
        var visit = Visits.of(ctx);
        var query = ExplainQuery.of(ctx);
        ctx.response().putHeader("Vary", "Accept");
        rooms.overview()
                .find(visit.session().tenant(), Paths.client(ctx))
                .map(view -> new Explained(visit.viewer(), view.id(), trail(view), query.generation()))
                .flatMap(frame -> explaining.of(visit, frame, query))
                .subscribe(Reply.with(ctx, answer -> answer.on(ctx)));
    }

    private Single<Answer> account(Visits.Visit visit, Explained frame, ExplainQuery query) {
        var asked = new Explanations.Asked(query.generation(), query.year(), query.account(), query.after());
        return rooms.explanations()
                .account(visit.session().tenant(), frame.client(), asked)
                .map(balance -> query.json()
                        ? Answer.json(ExplainJson.account(balance))
                        : Answer.html(pages.page(new AccountPage(frame, balance, query.after() == null))));
    }

    private Single<Answer> voucher(Visits.Visit visit, Explained frame, ExplainQuery query) {
        return rooms.explanations()
                .voucher(visit.session().tenant(), frame.client(), query.voucher(), query.generation())
                .map(voucher -> query.json()
                        ? Answer.json(ExplainJson.voucher(voucher))
                        : Answer.html(pages.page(new VoucherPage(frame, voucher))));
    }

    private List<Crumb> trail(ClientView view) {
        return List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb(messages.text("system.visma"), Paths.of(view.integration())),
                new Crumb(view.identity().name(), Paths.of(view.id())));
    }

    /** Makes one of the two. */
    private interface Explaining {
        Single<Answer> of(Visits.Visit visit, Explained frame, ExplainQuery query);
    }

    /** What is sent. */
    private record Answer(Buffer body, boolean isJson) {
        static Answer html(Buffer page) {
            return new Answer(page, false);
        }

        static Answer json(String text) {
            return new Answer(Buffer.buffer(text), true);
        }

        void on(RoutingContext ctx) {
            if (isJson) {
                Answers.json(ctx, body);
            } else {
                Answers.html(ctx, 200, body);
            }
        }
    }
}
