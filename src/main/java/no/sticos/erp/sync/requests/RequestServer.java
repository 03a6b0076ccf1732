package no.sticos.erp.sync.requests;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.eventbus.Message;
import io.vertx.rxjava3.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verticle that listens for products' questions, at one address a product. */
public final class RequestServer extends AbstractVerticle {
    /** Questions of one product that a node works at; one more is refused, so that it waits where it comes from. */
    public static final int AT_ONCE = 8;

    /** As long as the bus waits for an answer if nothing else is said. */
    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RequestServer.class);

    private final Requests requests;
    private final List<Subscriber> subscribers;
    private final List<MessageConsumer<Object>> consumers = new ArrayList<>();
    private final CompositeDisposable working = new CompositeDisposable();

    /** Answers each of {@code subscribers} by {@code requests}. */
    public RequestServer(Requests requests, List<Subscriber> subscribers) {
        this.requests = requests;
        this.subscribers = List.copyOf(subscribers);
    }

    /** Where a product asks. */
    public static String address(Product product) {
        return "erp.requests." + product.id();
    }

    @Override
    public Completable rxStart() {
        return Completable.fromAction(() -> subscribers.forEach(this::listen))
                .andThen(Flowable.defer(() -> Flowable.fromIterable(consumers)))
                .flatMapCompletable(MessageConsumer::rxCompletion);
    }

    @Override
    public Completable rxStop() {
        return Flowable.fromIterable(consumers)
                .flatMapCompletable(MessageConsumer::rxUnregister)
                .doFinally(working::dispose);
    }

    private void listen(Subscriber subscriber) {
        var now = new AtomicInteger();
        consumers.add(
                vertx.eventBus().consumer(address(subscriber.product()), message -> take(subscriber, now, message)));
    }

    private void take(Subscriber subscriber, AtomicInteger now, Message<Object> message) {
        if (now.incrementAndGet() > AT_ONCE) {
            now.decrementAndGet();
            message.fail(Refusal.TOO_MANY, "at most " + AT_ONCE + " requests at once");
            return;
        }
        // Kept while it works, and dropped when it ends: what is left is what a stop has to end.
        var unused = requests.answer(subscriber, message.body())
                .timeout(MOST_TIME.toSeconds(), TimeUnit.SECONDS, RxHelper.scheduler(vertx), tooLate())
                .doFinally(now::decrementAndGet)
                .subscribe(message::reply, error -> refuse(subscriber, message, error), working);
    }

    private static Single<String> tooLate() {
        return Single.error(() -> new Refusal(Refusal.AWAY, "no answer within " + MOST_TIME.toSeconds() + " s"));
    }

    private static void refuse(Subscriber subscriber, Message<Object> message, Throwable error) {
        var refusal = Refusal.of(error);
        if (Refusal.isOurs(error)) {
            LOG.atError()
                    .addKeyValue("product", subscriber.product())
                    .setCause(error)
                    .log("a request could not be answered");
        }
        message.fail(refusal.code(), refusal.reason());
    }
}
