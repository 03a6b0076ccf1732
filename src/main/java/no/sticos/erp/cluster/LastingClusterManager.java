package no.sticos.erp.cluster;

import com.hazelcast.config.Config;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hazelcast's picture of who listens where, told anew at each beat.
 *
 * <p>Vert.x' own manager tells it once, and again when a member leaves. A network that is cut for longer than the
 * heartbeat makes each side strike the other from the picture, and one call that times out meanwhile ends the telling:
 * the network is whole again, and a member that listens is never found any more (seen when a product was cut off from
 * a cluster of five under load). Here each member says again where it listens, forgets what it has read of others, and
 * does not believe in listeners that are no members.
 */
final class LastingClusterManager extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(LastingClusterManager.class);

    private final Duration beat;
    private final Set<Own> own = ConcurrentHashMap.newKeySet();
    private @Nullable RegistrationListener listener;
    private Disposable beating = Disposable.disposed();

    LastingClusterManager(Config config, Duration beat) {
        super(config);
        this.beat = beat;
    }

    @Override
    public void registrationListener(RegistrationListener told) {
        super.registrationListener(told);
        this.listener = told;
    }

    @Override
    public void addRegistration(
            String address, RegistrationInfo registration, io.vertx.core.Completable<Void> promise) {
        own.add(new Own(address, registration));
        super.addRegistration(address, registration, promise);
    }

    @Override
    public void removeRegistration(
            String address, RegistrationInfo registration, io.vertx.core.Completable<Void> promise) {
        own.remove(new Own(address, registration));
        super.removeRegistration(address, registration, promise);
    }

    @Override
    public void getRegistrations(String address, io.vertx.core.Completable<List<RegistrationInfo>> promise) {
        Promise<List<RegistrationInfo>> all = Promise.promise();
        super.getRegistrations(address, all);
        all.future().map(this::ofMembers).onComplete(promise);
    }

    /**
     * Begins to beat: after the join, since nothing can be told before it. Never on an event loop: while a member leaves,
     * who asks the manager about itself waits until that is done.
     */
    void beat() {
        long millis = beat.toMillis();
        beating = Flowable.interval(millis, millis, TimeUnit.MILLISECONDS, Schedulers.io())
                .onBackpressureDrop()
                .concatMapCompletable(tick -> tell(), 1)
                .subscribe();
    }

    @Override
    public void leave(io.vertx.core.Completable<Void> promise) {
        beating.dispose();
        super.leave(promise);
    }

    private List<RegistrationInfo> ofMembers(List<RegistrationInfo> all) {
        var members = Set.copyOf(getNodes());
        return all.stream()
                .filter(registration -> members.contains(registration.nodeId()))
                .toList();
    }

    /** Who listens here comes first: that much is told even while the manager is busy with somebody's leave. */
    private Completable tell() {
        return Flowable.fromIterable(own)
                .concatMapCompletable(this::tell)
                .observeOn(Schedulers.io())
                .andThen(told(promise -> setNodeInfo(getNodeInfo(), promise)))
                .doOnComplete(this::forget)
                .onErrorComplete(error -> {
                    LOG.warn("the other members could not be told who listens here: {}", error.toString());
                    return true;
                });
    }

    /** Who stops listening meanwhile must not be put back. */
    private Completable tell(Own each) {
        return told(promise -> super.addRegistration(each.address(), each.registration(), promise))
                .andThen(Completable.defer(() -> own.contains(each)
                        ? Completable.complete()
                        : told(promise -> super.removeRegistration(each.address(), each.registration(), promise))));
    }

    private void forget() {
        if (listener != null) {
            listener.registrationsLost();
        }
    }

    private static Completable told(Consumer<Promise<Void>> call) {
        return Completable.create(emitter -> {
            Promise<Void> promise = Promise.promise();
            promise.future().onSuccess(done -> emitter.onComplete()).onFailure(emitter::tryOnError);
            call.accept(promise);
        });
    }

    private record Own(String address, RegistrationInfo registration) {}
}
