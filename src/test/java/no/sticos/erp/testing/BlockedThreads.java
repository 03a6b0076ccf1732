package no.sticos.erp.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails every test class in whose time Vert.x found a thread blocked: an event loop for two seconds, a worker for a
 * minute. JUnit finds this by itself and puts it around all classes; {@code junit-platform.properties} says so.
 */
public final class BlockedThreads implements BeforeAllCallback, AfterAllCallback {
    private static final String CHECKER = "io.vertx.core";
    private static final BlockingQueue<String> FOUND = new LinkedBlockingQueue<>(1_000);
    private static final AppenderBase<ILoggingEvent> EAR = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains("has been blocked for")) {
                var stack = event.getThrowableProxy();
                FOUND.offer(
                        event.getFormattedMessage() + (stack == null ? "" : "\n" + ThrowableProxyUtil.asString(stack)));
            }
        }
    };

    @Override
    public void beforeAll(ExtensionContext context) {
        listen();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var found = taken();
        if (!found.isEmpty()) {
            throw new AssertionError("blocked while " + context.getDisplayName() + " ran: " + found);
        }
    }

    /** What was found since this was last asked; what is taken here fails no test. */
    static List<String> taken() {
        var found = new ArrayList<String>();
        FOUND.drainTo(found);
        return found;
    }

    private static synchronized void listen() {
        var logger = (Logger) LoggerFactory.getLogger(CHECKER);
        if (!logger.isAttached(EAR)) {
            EAR.start();
            logger.addAppender(EAR);
        }
    }
}
