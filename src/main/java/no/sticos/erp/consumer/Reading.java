package no.sticos.erp.consumer;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.consumer.Event.Sent;

/** Makes events of messages. */
final class Reading {
    private Reading() {}

    static Event.GenerationBegin begin(ProductMessage message) {
        int from = message.count("fromGeneration");
        return new Event.GenerationBegin(message.envelope(), from == 0, from);
    }

    static Event.GenerationComplete complete(ProductMessage message) {
        return new Event.GenerationComplete(
                message.envelope(),
                message.count("pages"),
                sent(message),
                map(message.text("documents"), Long::valueOf),
                Json.texts(message.text("coverage")),
                map(message.text("gaps"), Function.identity()),
                Instant.parse(message.text("asOf")),
                message.text("result"),
                message.text("verdict"),
                message.optional("reason"),
                message.number("deviationCount"),
                message.text("deviations"));
    }

    static Event.Heartbeat heartbeat(ProductMessage message) {
        return new Event.Heartbeat(message.envelope(), Instant.parse(message.text("verifiedAt")));
    }

    static Event.PeriodChanged periodChanged(ProductMessage message) {
        return new Event.PeriodChanged(
                message.envelope(),
                message.count("fromGeneration"),
                Instant.parse(message.text("foundAt")),
                message.data());
    }

    static Event.ClientRemoved removed(ProductMessage message) {
        return new Event.ClientRemoved(
                message.envelope(), message.text("what").equals("books"), Instant.parse(message.text("removedAt")));
    }

    /** Per entity, what was sent. */
    static Map<String, Sent> sent(ProductMessage complete) {
        return map(complete.text("sent"), Reading::sent);
    }

    private static Sent sent(String counts) {
        var members = Json.members(counts);
        return new Sent(
                Long.parseLong(String.valueOf(members.get("changed"))),
                Long.parseLong(String.valueOf(members.get("deleted"))));
    }

    private static <T> Map<String, T> map(String object, Function<String, T> value) {
        return Json.members(object).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> value.apply(entry.getValue()), (one, two) -> two, HashMap::new));
    }
}
