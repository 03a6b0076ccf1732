package no.sticos.erp.erp.visma;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a whole answer up to a bound, so that no flood fills the memory; {@link Body} sees to it that no small answer
 * unfolds into gigabytes.
 *
 * <p>Written against Vert.x' core types: the RxJava binding has no way to define a codec.
 */
final class BoundedBody implements BodyCodec<Buffer> {
    private final int limit;

    BoundedBody(int limitBytes) {
        this.limit = limitBytes;
    }

    @Override
    public BodyStream<Buffer> stream() {
        return new Stream(limit);
    }

    private static final class Stream implements BodyStream<Buffer> {
        private final Buffer body = Buffer.buffer();
        private final Promise<Buffer> result = Promise.promise();
        private final int limit;

        Stream(int limit) {
            this.limit = limit;
        }

        @Override
        public Future<Void> write(Buffer chunk) {
            if (body.length() + (long) chunk.length() > limit) {
                var tooLong = Fault.of(Cause.NOT_UNDERSTOOD, "answer longer than its bound");
                result.tryFail(tooLong);
                return Future.failedFuture(tooLong);
            }
            body.appendBuffer(chunk);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            result.tryComplete(body);
            return Future.succeededFuture();
        }

        @Override
        public Future<Buffer> result() {
            return result.future();
        }

        @Override
        public void handle(Throwable error) {
            result.tryFail(error);
        }

        @Override
        public BodyStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public BodyStream<Buffer> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public BodyStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }
}
