package no.sticos.erp.web.shell;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * Why something is as it is, as a text to be found.
 *
 * @param key the last part of {@code cause.<key>}
 * @param args what fills its places, in order, formatted; an ISO-8601 instant is shown as a time of day
 */
public record Reason(String key, List<String> args) {
    private static final int PLACES = 4;
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");

    /** Copies the arguments. */
    public Reason {
        args = List.copyOf(args);
    }

    /** The reason that a cause gives. */
    public static Reason of(Cause cause, String... args) {
        return new Reason(cause.key(), List.of(args));
    }

    /** The reason that a fault carries. */
    public static Reason of(Fault fault) {
        return new Reason(fault.reason().key(), fault.args());
    }

    /** The text; a place that got no value shows a dash, for half a sentence is better than none. */
    public String in(Messages messages) {
        var values = Stream.concat(
                        args.stream().map(arg -> named(messages, arg)),
                        Stream.generate(() -> Formats.NO_VALUE).limit(PLACES))
                .limit(PLACES);
        return messages.text("cause." + key, values.toArray(String[]::new));
    }

    /** Faults carry ids of resources, Visma's names of scopes and instants; people read what these are called. */
    private static String named(Messages messages, String arg) {
        if (INSTANT.matcher(arg).matches()) {
            return messages.clock(Instant.parse(arg));
        }
        return Scopes.word(arg)
                .map(word -> "«" + messages.text("consent.scope." + word) + "»")
                .orElseGet(() -> messages.has("resource." + arg) ? messages.text("resource." + arg) : arg);
    }
}
