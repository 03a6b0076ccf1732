package no.sticos.erp.erp.visma;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.RateBudget;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Sampling;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Retrying;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.Watch;

/**
 * Reads pages from Visma eAccounting: a token, a turn from the budget, one request, and the answer read on
 * a worker thread.
 *
 * <p>Here and nowhere else a request is repeated: once with a renewed token after a 401, and within the
 * retry policy's bound what will pass or could not be read.
 */
public final class VismaSource implements ErpSource, Sampling {
    private static final SingleTransformer<Page, Page> ALWAYS = reading -> reading;
    private static final Duration WORTH_TELLING = Duration.ofMillis(100);

    private final Vertx vertx;
    private final VismaSettings settings;
    private final VismaHttp http;
    private final AccessTokens tokens;
    private final RateBudget budget;
    private final Retrying retrying;
    private final Watch watch;

    /** Nobody watches. */
    public VismaSource(Vertx vertx, VismaSettings settings, AccessTokens tokens, RateBudget budget) {
        this(vertx, settings, tokens, budget, Watch.NOBODY);
    }

    /** {@code tokens} is kept by connect, {@code budget} by sync; {@code watch} is told of waits and answers. */
    public VismaSource(Vertx vertx, VismaSettings settings, AccessTokens tokens, RateBudget budget, Watch watch) {
        this.vertx = vertx;
        this.settings = settings;
        this.http = new VismaHttp(vertx, settings.reading());
        this.tokens = tokens;
        this.budget = budget;
        this.watch = watch;
        this.retrying =
                new Retrying(settings.reading().retry(), RxHelper.scheduler(vertx), () -> ThreadLocalRandom.current()
                        .nextDouble());
    }

    @Override
    public Single<Page> page(ClientId client, Query query, int number) {
        return page(client, query, number, Recall.NOTHING, ALWAYS);
    }

    @Override
    public Single<Page> page(
            ClientId client, Query query, int number, Recall recall, SingleTransformer<Page, Page> room) {
        int size = settings.reading().pageSize();
        return page(() -> question(client, query, number, size, recall, room));
    }

    @Override
    public Single<Page> sample(ClientId client, Query query, int number, int size) {
        return page(() -> question(client, query, number, size, Recall.NOTHING, ALWAYS));
    }

    private Single<Page> page(Supplier<Question> question) {
        return Single.defer(() -> read(question.get()))
                .onErrorResumeNext(VismaSource::worthAnotherTry)
                .compose(retrying.bounded())
                .onErrorResumeNext(VismaSource::asItWas);
    }

    /** One page of one client's list, and where it is asked for. */
    private record Question(
            ClientId client,
            Query query,
            int number,
            VismaResource resource,
            URI address,
            Recall recall,
            SingleTransformer<Page, Page> room) {
        VismaFaults.Asked asked() {
            return new VismaFaults.Asked(
                    resource.path(), query.resource().id(), query.scope(), resource.consent(), false);
        }
    }

    /** The address without the host, which says nothing of the question; it names no person and no consent. */
    private static String request(Question question, URI api) {
        return question.address().toString().substring(api.toString().length());
    }

    private Question question(
            ClientId client, Query query, int number, int size, Recall recall, SingleTransformer<Page, Page> room) {
        var resource = ResourceTable.of(query);
        var address = resource.address(settings.api(), query, number, size);
        return new Question(client, query, number, resource, address, recall, room);
    }

    private Single<Page> read(Question question) {
        return Single.defer(() -> tokens.current(question.client()))
                .flatMap(token -> answer(question, token))
                .flatMap(answer -> understood(question, answer))
                .doOnError(error -> pauseIfRefused(question, error));
    }

    /** Turns are given to many at once; each goes on where it asked. */
    private Completable permit(Question question) {
        return Completable.defer(() -> {
            long began = System.nanoTime();
            var path = question.resource().path();
            return budget.permit(question.client(), counted(question))
                    .observeOn(RxHelper.scheduler(vertx.getOrCreateContext()))
                    .doOnComplete(() -> tellWait(path, since(began)));
        });
    }

    /** What Visma counts the request under. */
    private String counted(Question question) {
        return settings.quotaPer() == VismaSettings.QuotaPer.TEMPLATE
                ? question.resource().path()
                : question.address().getPath();
    }

    /** To ask for a place that is free is no wait. */
    private void tellWait(String path, Duration took) {
        if (took.compareTo(WORTH_TELLING) > 0) {
            watch.waited(path, took);
        }
    }

    /** The turn comes last, since it counts from when it is given: a token may have to be fetched first. */
    private Single<Answer> get(Question question, Secret token) {
        return permit(question).andThen(send(question, token));
    }

    private Single<Answer> send(Question question, Secret token) {
        return Single.defer(() -> {
            long began = System.nanoTime();
            return http.get(question.address(), token)
                    .doOnEvent((answer, error) -> tellAnswer(question, answer == null ? 0 : answer.status(), began));
        });
    }

    private void tellAnswer(Question question, int status, long began) {
        watch.answered(question.client(), question.resource().path(), status, since(began));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private Single<Answer> answer(Question question, Secret token) {
        return get(question, token)
                .flatMap(answer -> answer.status() == 401 ? onceMore(question, token) : Single.just(answer));
    }

    /** Exactly one more try; a second 401 is for {@link VismaFaults} to name. */
    private Single<Answer> onceMore(Question question, Secret refused) {
        return tokens.renewed(question.client(), refused).flatMap(token -> get(question, token));
    }

    private Single<Page> understood(Question question, Answer answer) {
        if (answer.status() != 200 || !answer.isJson()) {
            return Single.error(VismaFaults.of(answer, question.asked()));
        }
        var reader = new PageReader(
                question.query(),
                settings.reading().documentBytes(),
                request(question, settings.api()),
                question.recall());
        return vertx.rxExecuteBlocking(() -> reader.read(answer.body().bytes(), question.number(), answer.at()), false)
                .toSingle()
                // Room is given by whoever leaves it; the reading belongs to who asked.
                .subscribeOn(RxHelper.scheduler(vertx.getOrCreateContext()))
                .compose(question.room());
    }

    private void pauseIfRefused(Question question, Throwable error) {
        if (error instanceof Fault fault && fault.reason() == Cause.RATE_LIMIT) {
            var wait = fault.retryAfter().orElse(Duration.ZERO);
            budget.pause(question.client(), counted(question), wait);
        }
    }

    /** A page cut short or garbled on its way may come whole the next time, so it waits like an outage first. */
    private static <T> Single<T> worthAnotherTry(Throwable error) {
        return Single.error(Fault.is(error, Cause.NOT_UNDERSTOOD) ? Fault.of(Cause.VISMA_DOWN, error) : error);
    }

    private static <T> Single<T> asItWas(Throwable error) {
        return Single.error(
                error.getCause() instanceof Fault fault && fault.reason() == Cause.NOT_UNDERSTOOD ? fault : error);
    }
}
