package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.Objects;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door out for everything that went wrong: a page, a notice inside a page that stays, or
 * {@code application/problem+json}.
 *
 * <p>What is not a {@link Fault} is a mistake of ours and logged with its stack. A person sees the cause's
 * text and a reference, which is in the log too; never a stack, a query, an id or another system's words.
 */
public final class FaultHandler implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(FaultHandler.class);

    private final Pages pages;
    private final Messages messages;
    private final boolean ofPrograms;

    /** Answers with these pages and texts. */
    public FaultHandler(Pages pages, Messages messages) {
        this(pages, messages, false);
    }

    private FaultHandler(Pages pages, Messages messages, boolean ofPrograms) {
        this.pages = pages;
        this.messages = messages;
        this.ofPrograms = ofPrograms;
    }

    /** Answers with problems only, whatever is wanted; where something is wrong with a request, they name the place. */
    public static FaultHandler ofPrograms(Pages pages, Messages messages) {
        return new FaultHandler(pages, messages, true);
    }

    @Override
    public void handle(RoutingContext ctx) {
        var fault = faultOf(ctx);
        int status = statusOf(fault.reason());
        var reference = RequestReference.of(ctx);
        record(fault, status, reference);
        if (ctx.response().headWritten()) {
            ctx.request().connection().rxClose().onErrorComplete().subscribe();
            return;
        }
        fault.retryAfter().ifPresent(wait -> ctx.response()
                .putHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        ctx.response().putHeader("Cache-Control", "no-store");
        boolean isGet = ctx.request().method().equals(HttpMethod.GET);
        answer(ctx, fault, page(fault, status, reference, isGet));
    }

    private void answer(RoutingContext ctx, Fault fault, ErrorPage page) {
        boolean signedOut = fault.reason() == Cause.SIGNED_OUT;
        if (ofPrograms) {
            problem(ctx, fault, page);
        } else if (Answers.isFragment(ctx)) {
            if (signedOut) {
                ctx.response().putHeader("HX-Redirect", "/signed-out?expired");
            }
            ctx.response().putHeader("HX-Retarget", "#status").putHeader("HX-Reswap", "innerHTML");
            Answers.html(ctx, page.status(), pages.part("error/notice", "page", page));
        } else if (Answers.wantsJson(ctx)) {
            problem(ctx, fault, page);
        } else if (signedOut) {
            Answers.seeOther(ctx, "/sign-in");
        } else {
            Answers.html(ctx, page.status(), pages.page(page));
        }
    }

    private static void problem(RoutingContext ctx, Fault fault, ErrorPage page) {
        ctx.response().setStatusCode(page.status()).putHeader("Content-Type", "application/problem+json");
        var problem = new JsonObject()
                .put("type", "urn:sticos:erp:cause:" + fault.reason().key())
                .put("title", page.title())
                .put("status", page.status())
                .put("detail", page.text())
                .put("reference", page.reference());
        if (fault.reason() == Cause.INVALID_INPUT && !fault.args().isEmpty()) {
            problem.put("field", fault.args().get(0));
        }
        Answers.end(ctx, problem.toBuffer());
    }

    /** A page that was asked for can be asked for again; what was to be changed goes by its own page. */
    private ErrorPage page(Fault fault, int status, String reference, boolean isGet) {
        int shown = status == 422 ? 400 : status;
        var own = "error." + shown + ".text";
        var text = messages.has(own) && saysNoMore(fault.reason())
                ? messages.text(own)
                : Reason.of(fault).in(messages);
        return new ErrorPage(
                status,
                messages.text(
                        fault.reason() == Cause.API_KEY_REFUSED ? "error.key.title" : "error." + shown + ".title"),
                text,
                reference,
                isGet && (status >= 500 || status == 403));
    }

    /** Causes whose own text would add nothing to the status' text. */
    private static boolean saysNoMore(Cause cause) {
        return cause == Cause.NOT_FOUND || cause.kind() == Cause.Kind.BROKEN;
    }

    private Fault faultOf(RoutingContext ctx) {
        var failure = ctx.failure();
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (ofPrograms && ctx.statusCode() == 413) {
            return Fault.of(Cause.TOO_LARGE);
        }
        return switch (ctx.statusCode()) {
            case 400, 405, 413, 414, 415, 431 -> Fault.of(Cause.INVALID_INPUT, String.valueOf(ctx.statusCode()));
            case 403 -> Fault.of(Cause.NOT_ALLOWED);
            case 404 -> Fault.of(Cause.NOT_FOUND);
            default ->
                Fault.of(
                        Cause.BUG,
                        Objects.requireNonNullElseGet(failure, () -> new IllegalStateException("no failure")));
        };
    }

    private static int statusOf(Cause cause) {
        return switch (cause) {
            case NOT_FOUND -> 404;
            case NOT_ALLOWED, API_SCOPE_MISSING -> 403;
            case SIGNED_OUT, API_KEY_REFUSED -> 401;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case TOO_LARGE -> 413;
            case NOT_JSON -> 415;
            case TOO_OFTEN -> 429;
            case NO_ID, BAD_ORGNR -> 422;
            case DUPLICATE,
                    LOST_RACE,
                    ALREADY_EXISTS,
                    REMOVAL_WAITING,
                    REMOVAL_RUNNING,
                    REMOVAL_STARTED,
                    CLIENT_OFF,
                    API_KEYS_FULL -> 409;
            default ->
                switch (cause.kind()) {
                    case LATER -> 503;
                    case RECONNECT, REFUSED -> 409;
                    case BROKEN -> 500;
                    case BAD_INPUT -> 400;
                };
        };
    }

    private static void record(Fault fault, int status, String reference) {
        if (status == 500) {
            log.atError().addKeyValue("reference", reference).setCause(fault).log("{}", fault.reason());
        } else {
            log.atInfo().addKeyValue("reference", reference).log("{} {}", status, fault.getMessage());
        }
    }
}
