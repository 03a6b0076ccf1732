package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.MemoryErp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many lists of a client are asked for at a time. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideBySideIT {
    private final MemoryFetch books;

    SideBySideIT(io.vertx.core.Vertx vertx) {
        this.books = new MemoryFetch(new Vertx(vertx));
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Test
    void three_small_lists_are_read_at_a_time_and_the_vouchers_by_themselves() {
        var erp = new Slow(new MemoryErp(5).book(12));

        var client = books.loaded(erp);

        assertThat(erp.most).isEqualTo(3);
        assertThat(erp.besideVouchers).isEmpty();
        assertThat(books.one("SELECT verdict FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("OK");
    }

    /** Answers after a moment, and looks which lists are asked for meanwhile. */
    private static final class Slow implements ErpSource {
        private final MemoryErp erp;
        private final Map<Query, Resource> under = new ConcurrentHashMap<>();
        private final Set<List<Resource>> besideVouchers = ConcurrentHashMap.newKeySet();
        private int most;

        Slow(MemoryErp erp) {
            this.erp = erp;
        }

        @Override
        public Single<Page> page(ClientId client, Query query, int number) {
            return Single.defer(() -> {
                begun(query);
                return erp.page(client, query, number)
                        .delay(20, TimeUnit.MILLISECONDS)
                        .doFinally(() -> under.remove(query));
            });
        }

        private synchronized void begun(Query query) {
            under.put(query, query.resource());
            var lists = Set.copyOf(under.values());
            most = Math.max(most, lists.size());
            if (lists.contains(Resource.VOUCHERS) && lists.size() > 1) {
                besideVouchers.add(List.copyOf(lists));
            }
        }
    }
}
