package no.sticos.erp.web.shell;

import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * Waits for a route's work and ends the request: with its answer, or with the page of what went wrong.
 *
 * <p>Every route waits by one of these. A plain subscriber that throws while it answers tells nobody, and the
 * browser waits until it gives up; here that is a failure like any other, on the event loop that the work ended on.
 */
public final class Reply<T> implements SingleObserver<T>, MaybeObserver<T>, CompletableObserver {
    private final RoutingContext ctx;
    private final Consumer<? super T> answer;
    private final Runnable none;
    private final Consumer<Throwable> failed;

    private Reply(RoutingContext ctx, Consumer<? super T> answer, Runnable none, Consumer<Throwable> failed) {
        this.ctx = ctx;
        this.answer = answer;
        this.none = none;
        this.failed = failed;
    }

    /** Answers with what the work gives, which it must. */
    public static <T> Reply<T> with(RoutingContext ctx, Consumer<? super T> answer) {
        return with(ctx, answer, ctx::fail);
    }

    /** The same, with an answer of its own to what fails. */
    public static <T> Reply<T> with(RoutingContext ctx, Consumer<? super T> answer, Consumer<Throwable> failed) {
        return new Reply<>(ctx, answer, () -> ctx.fail(new IllegalStateException("the work gave nothing")), failed);
    }

    /** Answers with what the work gives, or by {@code none}. */
    public static <T> Reply<T> with(RoutingContext ctx, Consumer<? super T> answer, Runnable none) {
        return new Reply<>(ctx, answer, none, ctx::fail);
    }

    /** Answers once work that gives nothing is done. */
    public static Reply<Void> after(RoutingContext ctx, Runnable answer) {
        return with(ctx, nothing -> {}, answer);
    }

    @Override
    public void onSubscribe(Disposable work) {
        // It goes on when the reader has gone: what was clicked is done.
    }

    @Override
    public void onSuccess(T value) {
        guarded(() -> answer.accept(value));
    }

    @Override
    public void onComplete() {
        guarded(none);
    }

    @Override
    public void onError(Throwable failure) {
        guarded(() -> failed.accept(failure));
    }

    /** As the router does with a handler that throws. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable mistake) {
            ctx.fail(mistake);
        }
    }
}
