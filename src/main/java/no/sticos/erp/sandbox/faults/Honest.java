package no.sticos.erp.sandbox.faults;

import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import no.sticos.erp.sandbox.http.Reply;

/** The answer that would come if nothing were wrong, also to another question than was asked. */
@FunctionalInterface
public interface Honest {
    /** Names the number of documents by which a page begins too early; for {@link #to}. */
    String SHIFT = "shift";

    /** The answer to the call with these query parameters in place of its own. */
    Single<Reply> to(Map<String, String> instead);

    /** The answer to the call as it came. */
    default Single<Reply> answer() {
        return to(Map.of());
    }
}
