package no.sticos.erp.events;

import static no.sticos.erp.testing.Products.AVSTEMMING;
import static no.sticos.erp.testing.Products.RAPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.sticos.erp.kernel.PemFiles;
import no.sticos.erp.kernel.Place;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door for products that are no JVM: who may come in, and what each may hear and say. */
class BridgeServerIT {
    private static final String OWN = "erp.products.rapport";
    private static final String ASK = "erp.requests.rapport";

    private final Vertx vertx = Vertx.vertx();
    private final int port = Ports.free();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void close() {
        Await.done(vertx.rxClose());
    }

    @Test
    void a_product_answers_what_it_is_sent_and_asks_at_its_own_address() {
        open(null);
        vertx.eventBus().<String>consumer(ASK, message -> message.reply("{\"asked\":" + message.body() + "}"));
        try (var rapport = plain()) {
            rapport.say("register", OWN);
            assertThat(rapport.ping().getString("type")).isEqualTo("pong");

            var sent = sent("{\"n\":1}");
            var heard = rapport.hear();
            assertThat(heard.getString("body")).isEqualTo("{\"n\":1}");
            rapport.say(reply(heard).put("body", new JsonObject().put("ack", "1")));
            assertThat(Await.result(sent).body()).isEqualTo(new JsonObject().put("ack", "1"));

            rapport.say(to(ASK).put("replyAddress", "mine").put("body", "7"));
            assertThat(rapport.hear())
                    .isEqualTo(new JsonObject(
                            "{\"type\":\"message\",\"address\":\"mine\",\"body\":\"{\\\"asked\\\":7}\"}"));
        }
    }

    @Test
    void a_refusal_travels_both_ways_with_code_and_reason() {
        open(null);
        vertx.eventBus().<String>consumer(ASK, message -> message.fail(404, "no such client"));
        try (var rapport = plain()) {
            rapport.say("register", OWN);
            assertThat(rapport.ping().getString("type")).isEqualTo("pong");

            var sent = sent("{}");
            rapport.say(reply(rapport.hear()).put("failureCode", 409).put("message", "send everything"));
            assertThat(Await.error(sent)).isInstanceOfSatisfying(ReplyException.class, refused -> {
                assertThat(refused.failureCode()).isEqualTo(409);
                assertThat(refused).hasMessage("send everything");
            });

            rapport.say(to(ASK).put("replyAddress", "mine"));
            assertThat(rapport.hear().getMap())
                    .containsEntry("type", "err")
                    .containsEntry("address", "mine")
                    .containsEntry("failureCode", 404)
                    .containsEntry("message", "no such client");
        }
    }

    @Test
    void a_message_is_answered_once_and_only_by_who_got_it() {
        open(null);
        try (var rapport = plain();
                var other = plain()) {
            rapport.say("register", OWN);
            assertThat(rapport.ping().getString("type")).isEqualTo("pong");
            var sent = sent("{}");
            var reply = reply(rapport.hear()).put("body", "mine");

            other.say(reply.copy().put("body", "not mine"));
            assertThat(other.hear().getString("message")).isEqualTo("access_denied");
            rapport.say(reply);
            rapport.say(reply);
            assertThat(rapport.hear().getString("message")).isEqualTo("access_denied");
            assertThat(Await.result(sent).body()).isEqualTo("mine");
        }
    }

    @Test
    void no_other_address_is_open() {
        open(null);
        try (var someone = plain()) {
            for (var type : List.of("register", "send", "publish")) {
                for (var address : List.of("erp.products.stranger", "erp.products.rapport.x", "__vertx.reply.1", "")) {
                    someone.say(type, address);
                    assertThat(someone.hear().getString("message")).isEqualTo("access_denied");
                }
            }
            someone.say("publish", OWN);
            assertThat(someone.hear().getString("message")).isEqualTo("access_denied");
            someone.say("shout", OWN);
            assertThat(someone.hear().getString("message")).isEqualTo("unknown_type");
        }
    }

    @Test
    void a_certificate_opens_its_products_addresses_and_no_others() {
        var authority = new TestAuthority(folder, "ours");
        open(authority.issue("gateway"));
        try (var rapport = secured(authority.issue("rapport"))) {
            rapport.say("register", "erp.products.avstemming");
            assertThat(rapport.hear().getString("message")).isEqualTo("access_denied");
            rapport.say(to("erp.requests.avstemming").put("replyAddress", "mine"));
            assertThat(rapport.hear().getString("message")).isEqualTo("access_denied");
            rapport.say("register", OWN);
            assertThat(rapport.ping().getString("type")).isEqualTo("pong");
            var sent = sent("{}");
            rapport.say(reply(rapport.hear()).put("body", "taken"));
            assertThat(Await.result(sent).body()).isEqualTo("taken");
        }
    }

    @Test
    void who_has_no_certificate_or_anothers_is_turned_away() {
        var authority = new TestAuthority(folder, "ours");
        open(authority.issue("gateway"));

        try (var stranger = secured(authority.issue("stranger"))) {
            assertThat(stranger.isEnded()).isTrue();
        }
        assertThat(isTurnedAway(Tls.of(new TestAuthority(folder, "theirs").issue("rapport"), authority.issue("x"))))
                .isTrue();
        assertThat(isTurnedAway(Tls.of(null, authority.issue("y")))).isTrue();
        try (var plain = plain()) {
            plain.say("register", OWN);
            assertThat(plain.isEnded()).isTrue();
        }
    }

    @Test
    void a_frame_too_long_and_what_is_no_frame_end_the_connection() {
        open(null);
        for (var bytes : List.of(
                Buffer.buffer().appendInt(BridgeSettings.FRAME_BYTES + 1),
                Buffer.buffer().appendInt(-1),
                Buffer.buffer().appendInt(3).appendString("[1]"),
                Buffer.buffer().appendInt(11).appendString("{\"type\":\"x\""))) {
            try (var someone = plain()) {
                someone.raw(bytes.getBytes());
                assertThat(someone.hear().getString("message")).isIn("frame_too_long", "not_a_frame");
                assertThat(someone.isEnded()).isTrue();
            }
        }
    }

    @Test
    void a_frame_whose_type_is_nothing_is_told_so() {
        open(null);
        try (var someone = plain()) {
            someone.say(new JsonObject().putNull("type").putNull("address"));
            assertThat(someone.hear().getString("message")).isEqualTo("unknown_type");
            assertThat(someone.ping().getString("type")).isEqualTo("pong");
        }
    }

    @Test
    void who_never_reads_what_it_is_sent_is_let_go() {
        open(null, Duration.ofMinutes(5));
        try (var deaf = plain()) {
            deaf.say("register", OWN);
            assertThat(deaf.ping().getString("type")).isEqualTo("pong");

            var page = "x".repeat(1 << 20);
            for (int i = 0; i < 2 * BridgeConnection.UNREAD / page.length(); i++) {
                var unused = sent(page);
            }

            Await.until(Duration.ofSeconds(20), this::nobodyListens, () -> "it is still sent to");
        }
    }

    @Test
    void connections_are_bounded_and_silent_ones_closed() {
        open(null);
        var all = new ArrayList<BridgeClient>();
        for (int i = 0; i < 3; i++) {
            var one = plain();
            all.add(one);
            assertThat(one.ping().getString("type")).isEqualTo("pong");
        }
        try (var fourth = plain()) {
            assertThat(fourth.isEnded()).isTrue();
        }
        all.forEach(silent -> assertThat(silent.isEnded()).isTrue());
        try (var next = plain()) {
            assertThat(next.ping().getString("type")).isEqualTo("pong");
        }
    }

    private void open(@Nullable PemFiles tls) {
        open(tls, Duration.ofSeconds(2));
    }

    private void open(@Nullable PemFiles tls, Duration idle) {
        var settings =
                new BridgeSettings(new Place("127.0.0.1", port), Set.of(RAPPORT, AVSTEMMING), tls, 3, idle, 64 * 1024);
        Await.done(vertx.rxDeployVerticle(new BridgeServer(settings)).ignoreElement());
    }

    private boolean nobodyListens() {
        var soon = new DeliveryOptions().setSendTimeout(100);
        var answer = vertx.eventBus().<Object>rxRequest(OWN, "{}", soon);
        return Await.error(answer) instanceof ReplyException refused
                && refused.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private Single<Message<Object>> sent(String body) {
        var answer = vertx.eventBus().<Object>rxRequest(OWN, body).cache();
        answer.subscribe(reply -> {}, error -> {}).isDisposed();
        return answer;
    }

    private static JsonObject to(String address) {
        return new JsonObject().put("type", "send").put("address", address);
    }

    private static JsonObject reply(JsonObject heard) {
        return to(heard.getString("replyAddress"));
    }

    private BridgeClient plain() {
        try {
            return new BridgeClient(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private BridgeClient secured(PemFiles files) {
        try {
            return new BridgeClient(Tls.of(files, files).getSocketFactory().createSocket("127.0.0.1", port));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** With TLS 1.3 the other side's refusal is heard with the first answer, not at the handshake. */
    private boolean isTurnedAway(javax.net.ssl.SSLContext tls) {
        try (var someone = new BridgeClient(tls.getSocketFactory().createSocket("127.0.0.1", port))) {
            someone.say("register", OWN);
            return someone.isEnded();
        } catch (IOException | java.io.UncheckedIOException refused) {
            return true;
        }
    }

    /** The JDK's own TLS over PEM files. */
    private static final class Tls {
        private Tls() {}

        static javax.net.ssl.SSLContext of(@Nullable PemFiles own, PemFiles trusting) {
            try {
                var context = javax.net.ssl.SSLContext.getInstance("TLS");
                context.init(own == null ? null : TestAuthority.keys(own), TestAuthority.trust(trusting), null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
