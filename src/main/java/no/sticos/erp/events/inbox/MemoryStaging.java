package no.sticos.erp.events.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import no.sticos.erp.events.Change;

/** Pages in memory, within a bound for all clients together. */
public final class MemoryStaging implements Staging {
    private final long mostChars;
    private final AtomicLong chars = new AtomicLong();
    private final Map<Long, List<Page>> waiting = new ConcurrentHashMap<>();

    /** {@code mostChars}: characters of documents and keys; about as many bytes of heap. */
    public MemoryStaging(long mostChars) {
        this.mostChars = mostChars;
    }

    @Override
    public void clear(long clientId) {
        var unused = take(clientId);
    }

    @Override
    public boolean add(long clientId, Page page) {
        long size = size(page);
        if (chars.addAndGet(size) > mostChars) {
            chars.addAndGet(-size);
            return false;
        }
        waiting.computeIfAbsent(clientId, client -> new ArrayList<>()).add(page);
        return true;
    }

    @Override
    public Iterable<Page> take(long clientId) {
        var pages = waiting.remove(clientId);
        if (pages == null) {
            return List.of();
        }
        chars.addAndGet(-pages.stream().mapToLong(MemoryStaging::size).sum());
        return pages;
    }

    private static long size(Page page) {
        return page.documents().stream().mapToLong(MemoryStaging::size).sum();
    }

    private static long size(Change change) {
        long key = change.key().length();
        return change.document() == null ? key : key + change.document().length();
    }
}
