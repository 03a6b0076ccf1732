package no.sticos.erp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Processes on one bus on this machine: they answer each other, survive each other, and keep strangers out. */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DeliveryOptions SHORTLY = new DeliveryOptions().setSendTimeout(500);

    private final int port = Ports.free();
    private @Nullable Vertx vertx;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void leave() {
        if (vertx != null) {
            Await.done(vertx.rxClose());
        }
    }

    @Test
    void a_request_is_answered_in_another_process_and_after_its_death_by_the_survivor() {
        var here = join(null);
        try (var anna = Member.start(folder, "anna", Ports.free(), port, null);
                var bo = Member.start(folder, "bo", Ports.free(), port, null)) {
            all(here, Set.of("anna", "bo"));

            anna.kill();
            var answers = new ArrayList<String>();
            Await.until(
                    PATIENCE,
                    () -> answers.add(ask(here))
                            && answers.size() > 5
                            && isAll("bo", answers.subList(answers.size() - 5, answers.size())),
                    answers::toString);

            assertThat(bo.terminate()).isEqualTo(143);
            Await.until(PATIENCE, () -> ask(here).equals("NO_HANDLERS"), () -> ask(here));
        }
    }

    @Test
    void a_frozen_member_counts_as_gone_and_is_back_when_it_wakes() {
        var here = join(null);
        try (var anna = Member.start(folder, "anna", Ports.free(), port, null)) {
            all(here, Set.of("anna"));

            anna.freeze();
            Await.until(PATIENCE, () -> ask(here).equals("NO_HANDLERS"), () -> ask(here));
            anna.thaw();

            Await.until(Duration.ofMinutes(1), () -> ask(here).equals("anna"), anna::output);
        }
    }

    @Test
    void a_member_leaves_though_another_one_answers_nothing() {
        var here = join(null);
        try (var anna = Member.start(folder, "anna", Ports.free(), port, null);
                var bo = Member.start(folder, "bo", Ports.free(), port, null)) {
            all(here, Set.of("anna", "bo"));

            anna.freeze();
            Await.done(here.rxClose());
            vertx = null;
        }
    }

    @Test
    void a_member_that_others_have_struck_off_is_found_again_at_its_next_heartbeat() {
        var here = join(null);
        try (var anna = Member.start(folder, "anna", Ports.free(), port, null)) {
            all(here, Set.of("anna"));

            assertThat(strikeOff(here)).isEqualTo(1);

            Await.until(PATIENCE, () -> ask(here).equals("anna"), anna::output);
        }
    }

    @Test
    void a_member_without_the_authoritys_certificate_cannot_speak_on_the_bus() {
        var ours = new TestAuthority(folder, "ours");
        var stranger = new TestAuthority(folder, "theirs").issue("stranger");
        var here = join(ours.issue("here"));
        var heard = new ConcurrentSkipListSet<String>();
        Await.done(here.eventBus()
                .<String>consumer(Member.GREETING, message -> heard.add(message.body()))
                .rxCompletion());
        try (var eve = Member.start(folder, "eve", Ports.free(), port, stranger);
                var plain = Member.start(folder, "plain", Ports.free(), port, null);
                var anna = Member.start(folder, "anna", Ports.free(), port, ours.issue("anna"))) {
            var answers = new ArrayList<String>();
            Await.until(PATIENCE, () -> answers.add(ask(here)) && answers.size() == 9, answers::toString);

            assertThat(answers).containsOnly("anna", "TIMEOUT").contains("anna", "TIMEOUT");
            Await.until(PATIENCE, () -> heard.contains("anna"), anna::output);
            assertThat(heard).as(eve.output() + plain.output() + anna.output()).containsExactly("anna");
        }
    }

    /** What a cut network makes each side do to the other: nobody listens at the address any more. Gives how many did. */
    private static int strikeOff(Vertx here) {
        var manager = ((VertxInternal) here.getDelegate()).clusterManager();
        Promise<List<RegistrationInfo>> known = Promise.promise();
        manager.getRegistrations(Member.ADDRESS, known);
        var all = Await.result(Single.fromCompletionStage(known.future().toCompletionStage()));
        for (var registration : all) {
            Promise<Void> removed = Promise.promise();
            manager.removeRegistration(Member.ADDRESS, registration, removed);
            Await.done(Completable.fromCompletionStage(removed.future().toCompletionStage()));
        }
        return all.size();
    }

    private static boolean isAll(String name, List<String> answers) {
        return answers.stream().allMatch(name::equals);
    }

    private Vertx join(@Nullable PemFiles tls) {
        var joined = Member.join(Member.settings(port, port, tls));
        this.vertx = joined;
        return joined;
    }

    private static void all(Vertx here, Set<String> names) {
        var heard = new TreeSet<String>();
        Await.until(PATIENCE, () -> !heard.add(ask(here)) && heard.containsAll(names), heard::toString);
    }

    /** Who answers, or why nobody does. */
    static String ask(Vertx here) {
        return Await.result(here.eventBus()
                .<String>rxRequest(Member.ADDRESS, "who?", SHORTLY)
                .map(answer -> answer.body())
                .onErrorReturn(error -> error instanceof io.vertx.core.eventbus.ReplyException refused
                        ? refused.failureType().name()
                        : error.toString()));
    }
}
