package no.sticos.erp.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.net.NetServer;
import io.vertx.rxjava3.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way to a server on this machine that can be shut: who is connected is cut off, and who comes is refused, as by a
 * server that is down. It ends with its Vert.x.
 */
public final class Gate {
    private final Vertx vertx;
    private final int to;
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    private NetServer server;

    /** Open, to this port. */
    public Gate(Vertx vertx, int to) {
        this.vertx = vertx;
        this.to = to;
        this.server = listening(0);
    }

    /** Where it is; the same after it was shut. */
    public int port() {
        return server.actualPort();
    }

    /** Cuts everybody off, and refuses. */
    public void shut() {
        Await.done(server.rxClose());
        sockets.forEach(NetSocket::close);
        sockets.clear();
    }

    /** Lets in again. */
    public void open() {
        Ports.untilFree(port());
        server = listening(port());
    }

    private NetServer listening(int port) {
        var listening = vertx.createNetServer();
        listening.connectHandler(this::connect);
        return Await.result(listening.rxListen(port, "127.0.0.1"));
    }

    private void connect(NetSocket near) {
        near.pause();
        var unused = vertx.createNetClient()
                .rxConnect(to, "127.0.0.1")
                .subscribe(far -> join(near, far), error -> near.close());
    }

    private void join(NetSocket near, NetSocket far) {
        carry(near, far);
        carry(far, near);
        near.resume();
    }

    private void carry(NetSocket from, NetSocket onto) {
        sockets.add(from);
        from.handler((Buffer bytes) -> onto.write(bytes));
        from.closeHandler(closed -> {
            sockets.remove(from);
            var unused = onto.close();
        });
    }
}
