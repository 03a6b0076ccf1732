package no.sticos.erp.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetServer;
import io.vertx.rxjava3.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wire between a process and its Postgres, which can be cut right after the server has done the n-th statement:
 * the server did it, and the process never hears of it.
 */
public final class PostgresWire {
    private static final byte COMMAND_COMPLETE = 'C';
    private static final int HEADER = 5;

    private final Vertx vertx;
    private final PgConnectOptions real;
    private final NetServer server;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** A wire to {@code real}. */
    public PostgresWire(Vertx vertx, PgConnectOptions real) {
        this.vertx = vertx;
        this.real = real;
        this.server = vertx.createNetServer();
        server.connectHandler(this::connect);
        Await.done(server.rxListen(0, "127.0.0.1").ignoreElement());
    }

    /** How to connect by it. */
    public PgConnectOptions options() {
        return new PgConnectOptions(real).setHost("127.0.0.1").setPort(server.actualPort());
    }

    /** Cuts after so many more statements. */
    public void cutAfter(int statements) {
        left.set(statements);
    }

    /** Whether it was cut; it is whole again from now on. */
    public boolean mend() {
        return left.getAndSet(Integer.MAX_VALUE) <= 0;
    }

    /** Ends it. */
    public void close() {
        Await.done(server.rxClose());
    }

    private void connect(NetSocket process) {
        process.pause();
        var unused = vertx.createNetClient()
                .rxConnect(real.getPort(), real.getHost())
                .subscribe(postgres -> join(process, postgres), error -> process.close());
    }

    private void join(NetSocket process, NetSocket postgres) {
        process.handler(bytes -> postgres.write(bytes));
        var answers = new Answers(process, postgres);
        postgres.handler(bytes -> answers.take(bytes.getBytes()));
        process.closeHandler(end -> postgres.close());
        postgres.closeHandler(end -> process.close());
        process.resume();
    }

    /** What the server says, message by message. */
    private final class Answers {
        private final NetSocket process;
        private final NetSocket postgres;
        private Buffer rest = Buffer.buffer();

        private Answers(NetSocket process, NetSocket postgres) {
            this.process = process;
            this.postgres = postgres;
        }

        private void take(byte[] bytes) {
            rest = rest.appendBytes(bytes);
            int at = 0;
            while (rest.length() - at >= HEADER && rest.length() - at >= 1 + rest.getInt(at + 1)) {
                if (rest.getByte(at) == COMMAND_COMPLETE && left.decrementAndGet() <= 0) {
                    process.close();
                    postgres.close();
                    return;
                }
                at += 1 + rest.getInt(at + 1);
            }
            process.write(rest.getBuffer(0, at));
            rest = rest.getBuffer(at, rest.length());
        }
    }
}
