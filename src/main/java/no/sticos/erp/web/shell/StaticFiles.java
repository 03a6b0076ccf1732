package no.sticos.erp.web.shell;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.ext.web.RoutingContext;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * Serves {@link Assets} below {@link Assets#ROOT}: {@code /assets/<version>/<name>}.
 *
 * <p>Under the present version a file is kept for ever. A page from before a deployment asks under another
 * version: it gets the present file, to be asked for again next time.
 */
public final class StaticFiles implements Handler<RoutingContext> {
    private final Assets assets;

    /** Serves these files. */
    public StaticFiles(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var path = ctx.normalizedPath();
        var rest = path.startsWith(Assets.ROOT) ? path.substring(Assets.ROOT.length()) : "";
        int slash = rest.indexOf('/');
        var version = rest.substring(0, Math.max(0, slash));
        assets.find(slash < 0 ? "" : rest.substring(slash + 1))
                .ifPresentOrElse(
                        asset -> serve(ctx, asset, assets.isCurrent(version)),
                        () -> ctx.fail(Fault.of(Cause.NOT_FOUND)));
    }

    private static void serve(RoutingContext ctx, Assets.Asset asset, boolean forEver) {
        if (!asset.type().startsWith("image/svg")) {
            SecurityHeaders.leaveOutWhatDocumentsObey(ctx);
        }
        var response = ctx.response()
                .putHeader("Content-Type", asset.type())
                .putHeader("ETag", asset.etag())
                .putHeader("Cache-Control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
        if (asset.etag().equals(ctx.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304);
            Answers.end(ctx, Buffer.buffer());
        } else {
            Answers.end(ctx, asset.body());
        }
    }
}
