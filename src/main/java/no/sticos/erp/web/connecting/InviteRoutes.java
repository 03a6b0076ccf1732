package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.connect.Invitations;
import no.sticos.erp.connect.Right;
import no.sticos.erp.mail.MailAddress;
import no.sticos.erp.web.letters.Letters;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** «Send lenke»: a link for the person who holds the right in Visma, from a client or from a queue. */
public final class InviteRoutes {
    private final Rooms rooms;
    private final Pages pages;
    private final InvitePlaces places;
    private final Letters letters;

    /** Does nothing yet. */
    public InviteRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.places = new InvitePlaces(rooms, shell.messages());
        this.letters = new Letters(pages, shell.messages(), shell.settings().publicUri());
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get("/clients/:client/invite").handler(ctx -> show(ctx, places::client));
        router.post("/clients/:client/invite").handler(ctx -> invite(ctx, places::client));
        router.get("/queues/:queue/invite").handler(ctx -> show(ctx, places::entry));
        router.post("/queues/:queue/invite").handler(ctx -> invite(ctx, places::entry));
    }

    private void show(RoutingContext ctx, Where where) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        where.of(ctx, visit)
                .flatMap(place -> page(visit, place, "", false, null))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    /** What was typed is kept until it is an address. */
    private void invite(RoutingContext ctx, Where where) {
        var visit = Visits.of(ctx);
        visit.demand(Right.USE);
        var typed = Objects.requireNonNullElse(ctx.request().getFormAttribute("email"), "");
        var to = MailAddress.read(typed);
        if (to.isEmpty()) {
            where.of(ctx, visit)
                    .flatMap(place -> page(visit, place, typed, true, null))
                    .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 422, pages.page(page))));
        } else {
            where.of(ctx, visit)
                    .flatMap(place -> made(visit, place, to.get()).map(made -> new Sent(place, made)))
                    .subscribe(Reply.with(ctx, sent -> told(ctx, visit, sent)));
        }
    }

    private Single<Optional<Invitations.Made>> made(Visits.Visit visit, InvitePage.Place place, MailAddress to) {
        var session = visit.session();
        return rooms.invitations()
                .invite(
                        new Invitations.Asking(session.tenant(), session.person()),
                        place.wanted(),
                        place.known(),
                        to,
                        letters::invitation)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** A link that was sent is told by the page itself; one that is to be copied is shown this once. */
    private void told(RoutingContext ctx, Visits.Visit visit, Sent sent) {
        if (rooms.invitations().areSent() || sent.made().isEmpty()) {
            Answers.seeOther(ctx, sent.place().href());
            return;
        }
        var link = letters.link(sent.made().get().token());
        page(visit, sent.place(), "", false, link)
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private Single<InvitePage> page(
            Visits.Visit visit, InvitePage.Place place, String typed, boolean wrong, @Nullable String link) {
        return rooms.invitations()
                .open(visit.session().tenant(), place.wanted())
                .map(Optional::of)
                .defaultIfEmpty(Optional.<Invitation>empty())
                .map(open -> new InvitePage(
                        visit.viewer(), place, rooms.invitations().areSent(), open.orElse(null), typed, wrong, link));
    }

    /** Where the form stands, and for whom. */
    private interface Where {
        Single<InvitePage.Place> of(RoutingContext ctx, Visits.Visit visit);
    }

    private record Sent(InvitePage.Place place, Optional<Invitations.Made> made) {}
}
