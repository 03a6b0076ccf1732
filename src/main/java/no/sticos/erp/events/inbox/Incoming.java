package no.sticos.erp.events.inbox;

import java.util.HashMap;
import java.util.Map;

/** One client's transfer under way: which it is, and what has come of it. */
final class Incoming {
    private final ProductMessage begin;
    private final boolean skipped;
    private final Map<String, Counts> came = new HashMap<>();
    private long pages;
    private String lastPage = "";
    private boolean ended;

    /** {@code skipped}: applied before, only to be acknowledged. */
    Incoming(ProductMessage begin, boolean skipped) {
        this.begin = begin;
        this.skipped = skipped;
    }

    boolean isSkipped() {
        return skipped;
    }

    /** Whether the message is part of this transfer, and the transfer is still open. */
    boolean holds(ProductMessage message) {
        return !ended
                && begin.streamEpoch().equals(message.streamEpoch())
                && begin.transfer() == message.transfer()
                && begin.generation() == message.generation();
    }

    /** Whether the message comes from a relay that has been replaced since. */
    boolean isNewerThan(ProductMessage message) {
        return begin.streamEpoch().equals(message.streamEpoch()) && begin.transfer() > message.transfer();
    }

    boolean isFull() {
        return begin.number("fromGeneration") == 0;
    }

    boolean isRepeat(ProductMessage page) {
        return page.eventId().equals(lastPage);
    }

    boolean isNext(ProductMessage page) {
        return page.number("page") == pages + 1;
    }

    void add(String eventId, Staging.Page page) {
        long deleted =
                page.documents().stream().filter(change -> change.isDeleted()).count();
        came.merge(page.entity(), new Counts(page.documents().size() - deleted, deleted), Counts::plus);
        pages++;
        lastPage = eventId;
    }

    /** Whether what came is what {@code complete} says was sent. */
    boolean addsUp(ProductMessage complete) {
        var sent = new HashMap<String, Counts>();
        ProductMessage.members(complete.text("sent"))
                .forEach((entity, counts) -> sent.put(entity, Counts.read(ProductMessage.members(counts))));
        return complete.number("pages") == pages && sent.equals(came);
    }

    void end() {
        ended = true;
    }

    private record Counts(long changed, long deleted) {
        private Counts plus(Counts more) {
            return new Counts(changed + more.changed, deleted + more.deleted);
        }

        private static Counts read(Map<String, String> counts) {
            return new Counts(
                    Long.parseLong(String.valueOf(counts.get("changed"))),
                    Long.parseLong(String.valueOf(counts.get("deleted"))));
        }
    }
}
