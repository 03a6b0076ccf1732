package no.sticos.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;

class ServiceTest {
    @Test
    void one_that_is_to_join_nobody_stands_alone_and_starts_no_hazelcast() {
        var settings =
                Settings.read("", Map.of("ERP_DB_PASSWORD", "x", "ERP_DB_OWNERPASSWORD", "x", "ERP_DB_HOST", "x"));

        var vertx = Await.result(Service.joined(settings, settings.db())).vertx();

        assertThat(vertx.isClustered()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("hz."));
        Await.done(vertx.rxClose());
    }
}
