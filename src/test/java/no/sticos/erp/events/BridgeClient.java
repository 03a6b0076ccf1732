package no.sticos.erp.events;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A product's end of the bridge as somebody writes it who has no Vert.x: plain sockets. */
final class BridgeClient implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    BridgeClient(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String type, String address) {
        say(new JsonObject().put("type", type).put("address", address));
    }

    void say(JsonObject frame) {
        var bytes = frame.toBuffer();
        raw(Buffer.buffer().appendInt(bytes.length()).appendBuffer(bytes).getBytes());
    }

    void raw(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject hear() {
        try {
            return new JsonObject(Buffer.buffer(in.readNBytes(in.readInt())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything said before has been heard when this answers. */
    JsonObject ping() {
        say(new JsonObject().put("type", "ping"));
        return hear();
    }

    /** Whether the other side has hung up, or does so now. */
    boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException waiting) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
