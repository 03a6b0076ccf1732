package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;

/** The quota that all nodes share. */
public interface Quota {
    /**
     * Grants what may be sent of what is wanted; what it does not grant is to be asked for again.
     *
     * @param wanted a path once
     * @param patience how long after it has asked the node may send what it is granted; then it lets go of it
     * @return an answer for each path, whole or in part or none
     */
    Single<List<Requests>> grant(List<Requests> wanted, Duration patience);

    /** Grants nothing to the path for so long; a shorter pause does not end a longer one. */
    Completable pause(String path, Duration wait);

    /**
     * Requests to one path, wanted or granted.
     *
     * @param clicks those that a person waits for
     * @param others the rest
     */
    record Requests(String path, int clicks, int others) {
        int all() {
            return clicks + others;
        }
    }
}
