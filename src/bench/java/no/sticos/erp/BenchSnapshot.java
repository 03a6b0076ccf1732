package no.sticos.erp;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.core.Vertx;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.testing.Await;

/** Reads a client's vouchers by the bus request {@code snapshot}, page by page, in a process of its own. */
final class BenchSnapshot {
    private BenchSnapshot() {}

    /** Own port, the other's port, and the client; says how many vouchers it read in how many seconds. */
    public static void main(String[] args) {
        var vertx = BenchRelay.join(args);
        System.out.println("bench is ready");
        long began = System.nanoTime();
        long read = Await.result(pages(vertx, Long.parseLong(args[2]))
                .map(page -> (long) page.getJsonArray("documents").size())
                .reduce(0L, Long::sum));
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(Locale.ROOT, "read %d vouchers in %.3f s%n", read, seconds);
    }

    private static Flowable<JsonObject> pages(Vertx vertx, long client) {
        var question = new JsonObject()
                .put("request", "snapshot")
                .put("clientId", Long.toString(client))
                .put("entity", "vouchers");
        var next = new AtomicReference<>(question);
        return Single.defer(() -> vertx.eventBus()
                        .<String>rxRequest("erp.requests.rapport", next.get().encode()))
                .map(answer -> new JsonObject(answer.body()))
                .doOnSuccess(page -> next.set(question.copy()
                        .put("generation", page.getInteger("generation"))
                        .put("after", page.getString("next"))))
                .repeat()
                .takeUntil(page -> page.getString("next") == null);
    }
}
