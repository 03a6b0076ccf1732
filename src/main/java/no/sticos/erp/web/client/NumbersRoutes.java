package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.ledger.VoucherNumbers;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientRows;
import org.jspecify.annotations.Nullable;

/** The gaps in a client's voucher numbers, and the notes that explain them. */
public final class NumbersRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final ClientFrames frames;

    /** Does nothing yet. */
    public NumbersRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.frames = new ClientFrames(rooms, new ClientPages(shell.messages(), new ClientRows(shell.messages())));
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/voucher-numbers").handler(this::page);
        router.post("/clients/:client/voucher-numbers/notes").handler(this::note);
    }

    private void page(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var wanted = GapQuery.read(ctx.request()::getParam).map(gap -> new NumbersPage.Draft(gap, "", null));
        known(ctx, visit)
                .map(known -> known.page(visit, wanted.filter(known::has).orElse(null)))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    /** What was typed is kept until it is taken. */
    private void note(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var typed = ctx.request().getFormAttribute("note");
        var draft = GapQuery.read(ctx.request()::getFormAttribute)
                .map(gap -> new NumbersPage.Draft(gap, typed == null ? "" : typed, null))
                .orElseThrow(() -> Fault.of(Cause.INVALID_INPUT));
        known(ctx, visit).subscribe(Reply.with(ctx, known -> note(ctx, visit, known, known.judged(draft))));
    }

    private void note(RoutingContext ctx, Visits.Visit visit, Known known, NumbersPage.Draft draft) {
        if (draft.wrong() != null) {
            Answers.html(ctx, 422, pages.page(known.page(visit, draft)));
            return;
        }
        var session = visit.session();
        var client = Paths.client(ctx);
        rooms.gapNotes()
                .add(session.tenant(), client, draft.gap(), draft.text(), session.person())
                .subscribe(Reply.after(ctx, () -> Answers.seeOther(ctx, Paths.of(client) + "/voucher-numbers")));
    }

    private Single<Known> known(RoutingContext ctx, Visits.Visit visit) {
        return frames.of(visit, Paths.client(ctx)).flatMap(frame -> rooms.voucherNumbers()
                .list(visit.session().tenant(), Paths.client(ctx))
                .map(series -> new Known(frame, series)));
    }

    private record Known(ClientFrame frame, List<NumberSeries> series) {
        NumbersPage page(Visits.Visit visit, NumbersPage.@Nullable Draft draft) {
            return new NumbersPage(frame, series, draft, visit.session().may(Right.USE));
        }

        boolean has(NumbersPage.Draft draft) {
            return series.stream().flatMap(one -> one.gaps().stream()).anyMatch(gap -> gap.place()
                    .equals(draft.gap()));
        }

        NumbersPage.Draft judged(NumbersPage.Draft draft) {
            var said = draft.text().strip();
            boolean fits = !said.isEmpty() && said.codePointCount(0, said.length()) <= VoucherNumbers.LONGEST_NOTE;
            var wrong = has(draft) ? (fits ? null : Cause.NOTE_LENGTH.key()) : Cause.GAP_GONE.key();
            return new NumbersPage.Draft(draft.gap(), draft.text(), wrong);
        }
    }
}
