package no.sticos.erp.web.live;

import io.vertx.core.buffer.Buffer;

/**
 * One message to the pages that listen.
 *
 * @param name what it is about; a newer one of the same name replaces one that has not been sent
 * @param html what takes its place on the page; no table elements outside a table (portal.md §5)
 */
public record LiveEvent(String name, Buffer html) {
    /** Refuses a name that would break the stream's form. */
    public LiveEvent {
        if (!name.matches("[a-z]+(-[0-9]+)?")) {
            throw new IllegalArgumentException("not an event's name");
        }
    }

    /** As {@code text/event-stream} wants it: each line of the data by itself, an empty line at the end. */
    Buffer framed() {
        var out = Buffer.buffer("event: ").appendString(name).appendString("\n");
        html.toString().lines().filter(line -> !line.isBlank()).forEach(line -> out.appendString("data: ")
                .appendString(line)
                .appendString("\n"));
        return out.appendString(html.length() == 0 ? "data:\n\n" : "\n");
    }
}
