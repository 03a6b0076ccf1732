package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import no.sticos.erp.connect.ConnectOutcome;
import no.sticos.erp.connect.Inviting;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Callbacks;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.RequestReference;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.SecurityHeaders;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.SignInCookie;
import no.sticos.erp.web.shell.Throttle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of somebody outside the firm who has a link: to Visma and back, without a session.
 *
 * <p>The link's token stands in the address, so these pages name it to nobody: no referrer, no log, no cache. It takes
 * the place of a form's own token too, since no other site knows it.
 */
public final class GuestRoutes {
    /** Links that are tried, whoever tries: nobody guesses one, and nobody keeps the database busy with guessing. */
    static final int MOST_A_MINUTE = 300;

    private static final Logger log = LoggerFactory.getLogger(GuestRoutes.class);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern COOKIE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");

    private final Rooms rooms;
    private final Pages pages;
    private final URI vismaIdentity;
    private final SignInCookie cookie;
    private final Throttle throttle = new Throttle(MOST_A_MINUTE, System::nanoTime);

    /** Does nothing yet. */
    public GuestRoutes(Shell shell) {
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.vismaIdentity = shell.settings().vismaIdentity();
        this.cookie = SignInCookie.invited(shell.settings().tls());
    }

    /** Takes its addresses; before those that ask who is there. */
    public void mount(Router router) {
        router.get("/invite/:token").handler(this::show);
        router.post("/invite/:token").handler(this::leave);
        router.get("/visma/callback").handler(this::comeBack);
    }

    private void show(RoutingContext ctx) {
        SecurityHeaders.namesNobody(ctx);
        var token = token(ctx);
        if (token.isEmpty()) {
            end(ctx, GuestEndPage.OVER);
            return;
        }
        rooms.invitations()
                .find(token.get())
                .map(invitation -> new GuestPage(invitation, token.get()))
                .subscribe(Reply.with(
                        ctx,
                        page -> {
                            SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
                            Answers.html(ctx, 200, pages.page(page));
                        },
                        () -> end(ctx, GuestEndPage.OVER)));
    }

    private void leave(RoutingContext ctx) {
        SecurityHeaders.namesNobody(ctx);
        var token = token(ctx);
        if (token.isEmpty()) {
            end(ctx, GuestEndPage.OVER);
            return;
        }
        rooms.inviting()
                .start(token.get())
                .subscribe(Reply.with(
                        ctx,
                        start -> {
                            cookie.write(
                                    ctx,
                                    start.cookie().reveal() + "." + token.get().reveal());
                            Answers.seeOther(ctx, start.location().toString());
                        },
                        error -> tooLate(ctx, error)));
    }

    /** Who left with a session comes back with it, and is none of ours. */
    private void comeBack(RoutingContext ctx) {
        var callback = Callbacks.of(ctx);
        if (!Inviting.isWayOf(callback)) {
            ctx.next();
            return;
        }
        SecurityHeaders.namesNobody(ctx);
        var kept = COOKIE.matcher(cookie.read(ctx).orElse(""));
        if (!kept.matches()) {
            end(ctx, GuestEndPage.OVER);
            return;
        }
        var token = Secret.of(kept.group(2));
        cookie.clear(ctx);
        rooms.inviting()
                .finish(Secret.of(kept.group(1)), callback)
                .flatMap(came -> resumed(came).toSingleDefault(came))
                .subscribe(Reply.with(ctx, came -> tell(ctx, came, token), error -> again(ctx, token, error)));
    }

    /** A client that waited for its sign-in goes on by itself. */
    private Completable resumed(Inviting.Came came) {
        return came.outcome() instanceof ConnectOutcome.Renewed renewed
                ? rooms.switching()
                        .resume(
                                renewed.client().tenant(),
                                renewed.client().id(),
                                came.invitation().guest())
                        .onErrorComplete(error -> Fault.from(error).kind() == Cause.Kind.BAD_INPUT)
                : Completable.complete();
    }

    private void tell(RoutingContext ctx, Inviting.Came came, Secret token) {
        var invitation = came.invitation();
        if (came.outcome() instanceof ConnectOutcome.Refused refused) {
            log.atInfo()
                    .addKeyValue("reference", RequestReference.of(ctx))
                    .log("back from Visma by a link without a consent: {}", refused.cause());
            SecurityHeaders.allowFormsTo(ctx, vismaIdentity);
            end(
                    ctx,
                    GuestEndPage.refused(invitation.firm(), invitation.name(), refused.cause(), refused.args(), token));
        } else {
            end(ctx, new GuestEndPage(GuestEndPage.End.DONE, invitation.firm(), invitation.name(), null, null));
        }
    }

    /** The way was too old or another browser's, or the link was used meanwhile; its own page says whether it is good. */
    private static void again(RoutingContext ctx, Secret token, Throwable error) {
        if (Fault.is(error, Cause.FLOW_OLD)) {
            Answers.seeOther(ctx, "/invite/" + token.reveal());
        } else {
            ctx.fail(error);
        }
    }

    private void tooLate(RoutingContext ctx, Throwable error) {
        if (Fault.is(error, Cause.FLOW_OLD)) {
            end(ctx, GuestEndPage.OVER);
        } else {
            ctx.fail(error);
        }
    }

    private void end(RoutingContext ctx, GuestEndPage page) {
        Answers.html(ctx, page.end() == GuestEndPage.End.OVER ? 404 : 200, pages.page(page));
    }

    /** What cannot be a token is not looked for. */
    private Optional<Secret> token(RoutingContext ctx) {
        throttle.demand();
        return Optional.ofNullable(ctx.pathParam("token"))
                .filter(text -> TOKEN.matcher(text).matches())
                .map(Secret::of);
    }
}
