package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Secret;

/** Tokens {@code token-0}, {@code token-1}, … : a new one each time the last was refused. */
public final class FakeTokens implements AccessTokens {
    private final AtomicInteger generation = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    @Override
    public Single<Secret> current(ClientId client) {
        return Single.fromCallable(() -> Secret.of("token-" + generation.get()));
    }

    @Override
    public Single<Secret> renewed(ClientId client, Secret old) {
        return Single.fromCallable(() -> {
            refused.add(old.reveal());
            return Secret.of("token-" + generation.incrementAndGet());
        });
    }

    /** The tokens that were refused so far, in order. */
    public List<String> refused() {
        return refused;
    }
}
