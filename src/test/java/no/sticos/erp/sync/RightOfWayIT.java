package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MemoryErp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose pages a node asks for while somebody waits. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightOfWayIT {
    private final MemoryFetch books;

    RightOfWayIT(io.vertx.core.Vertx vertx) {
        this.books = new MemoryFetch(new Vertx(vertx));
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Test
    void a_bulk_run_asks_for_no_page_while_a_young_click_is_under_way() {
        var bulk = claimed(Trigger.BULK);
        var click = claimed(Trigger.CLICK);
        var erp = new Held(new MemoryErp(5).book(12), click.client());
        // Time stands still: nobody goes on because he has waited for long.
        var run = SyncRun.over(
                books.database(),
                erp,
                books.generations(),
                books.table(),
                SyncNode.settings("test", SyncNode.NEVER),
                new TestScheduler(),
                Clock.systemUTC(),
                Watch.NOBODY);
        var clicked = run.run(click).test();
        Await.until(Duration.ofSeconds(10), () -> !erp.asked.isEmpty(), () -> "the click asks for nothing");

        var other = run.run(bulk).test();
        Await.pause(Duration.ofMillis(300));
        erp.released.onComplete();
        ended(clicked);
        ended(other);

        int last = erp.asked.lastIndexOf(click.client());
        assertThat(erp.asked.subList(0, last)).containsOnly(click.client());
        assertThat(erp.asked.subList(last + 1, erp.asked.size())).contains(bulk.client());
    }

    private Lease claimed(Trigger trigger) {
        var client = books.firm().client();
        var made = books.database()
                .forGateway(tx -> books.table().enqueue(tx, books.firm().tenant(), client, trigger, "test"));
        assertThat(Await.result(made)).isTrue();
        return Await.result(books.table().claim(1, 1)).get(0);
    }

    private static void ended(TestObserver<Void> run) {
        run.awaitDone(20, TimeUnit.SECONDS).assertComplete();
    }

    /** Answers the one client when it is released, and notes who asks. */
    private static final class Held implements ErpSource {
        private final MemoryErp erp;
        private final ClientId client;
        private final CompletableSubject released = CompletableSubject.create();
        private final List<ClientId> asked = new CopyOnWriteArrayList<>();

        Held(MemoryErp erp, ClientId client) {
            this.erp = erp;
            this.client = client;
        }

        @Override
        public Single<Page> page(ClientId who, Query query, int number) {
            return Single.defer(() -> {
                asked.add(who);
                var page = erp.page(who, query, number);
                return who.equals(client) ? released.andThen(page) : page;
            });
        }
    }
}
