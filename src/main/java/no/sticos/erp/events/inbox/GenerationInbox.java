package no.sticos.erp.events.inbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a generation back until it is whole, and hands it over once.
 *
 * <p>It keeps only the transfers under way; what was applied is known by the {@link Position} that the
 * product stores, in the transaction that applies, and passes in with each message. So a restart, a lost
 * acknowledgement or another node of the product changes nothing: a generation that was applied is
 * acknowledged and not handed over again, one that was not comes again from its begin.
 *
 * <p>Messages of one client must come one after the other; different clients may come on different threads.
 */
public final class GenerationInbox {
    private final Staging staging;
    private final Map<Long, Incoming> transfers = new ConcurrentHashMap<>();

    /** Keeps pages in {@code staging} until they are complete. */
    public GenerationInbox(Staging staging) {
        this.staging = staging;
    }

    /** What to do with a message; {@code stored} is the client's position, {@link Position#NONE} if there is none. */
    public Step take(ProductMessage message, Position stored) {
        var known = transfers.get(message.clientId());
        if (known != null && known.isNewerThan(message)) {
            return Step.refuse(Reply.BEGIN_AGAIN, "a newer transfer is known");
        }
        return switch (message.type()) {
            case "generation.begin" -> begin(message, stored);
            case "generation.changes" -> changes(message, known);
            case "generation.complete" -> complete(message, known);
            case "heartbeat" -> heartbeat(message, stored);
            case "period.changed" -> periodChanged(message, stored);
            case "client.removed" -> removed(message, stored);
            default -> Step.ack(message); // a newer gateway's word, which this one cannot need
        };
    }

    private Step begin(ProductMessage message, Position stored) {
        staging.clear(message.clientId());
        transfers.remove(message.clientId());
        int from = Math.toIntExact(message.number("fromGeneration"));
        boolean past = stored.isPast(message);
        if (!past && from > 0 && !stored.has(message, from)) {
            return Step.refuse(Reply.SEND_EVERYTHING, "generation " + from + " is not what is here");
        }
        transfers.put(message.clientId(), new Incoming(message, past));
        return Step.ack(message);
    }

    private Step changes(ProductMessage message, @Nullable Incoming transfer) {
        if (transfer == null || !transfer.holds(message)) {
            return Step.refuse(Reply.BEGIN_AGAIN, "no such transfer is under way");
        }
        if (transfer.isSkipped() || transfer.isRepeat(message)) {
            return Step.ack(message);
        }
        return transfer.isNext(message)
                ? stage(message, transfer)
                : giveUp(message, Reply.BEGIN_AGAIN, "a page is missing");
    }

    private Step stage(ProductMessage message, Incoming transfer) {
        var page = new Staging.Page(message.text("entity"), message.documents());
        if (!staging.add(message.clientId(), page)) {
            return giveUp(message, Reply.NO_ROOM, "no room for more pages");
        }
        transfer.add(message.eventId(), page);
        return Step.ack(message);
    }

    private Step complete(ProductMessage message, @Nullable Incoming transfer) {
        if (transfer == null || !transfer.holds(message)) {
            return Step.refuse(Reply.BEGIN_AGAIN, "no such transfer is under way");
        }
        if (transfer.isSkipped()) {
            return Step.ack(message);
        }
        if (!transfer.addsUp(message)) {
            return giveUp(message, Reply.DOES_NOT_ADD_UP, "the totals do not fit what came");
        }
        transfer.end();
        var pages = staging.take(message.clientId());
        return Step.apply(new Handover(Handover.What.GENERATION, message, position(message), transfer.isFull(), pages));
    }

    private Step heartbeat(ProductMessage message, Position stored) {
        if (stored.isPast(message)) {
            return Step.ack(message);
        }
        return stored.has(message, message.generation())
                ? Step.apply(alone(Handover.What.UNCHANGED, message))
                : Step.refuse(Reply.SEND_EVERYTHING, "another generation is here");
    }

    /** It stands on its own where nothing has to be here; the generation that is shown stays what it is. */
    private static Step periodChanged(ProductMessage message, Position stored) {
        if (stored.isPast(message)) {
            return Step.ack(message);
        }
        int must = Math.toIntExact(message.number("fromGeneration"));
        return must == 0 || stored.has(message, must)
                ? Step.apply(
                        new Handover(Handover.What.PERIOD_CHANGED, message, stored.movedTo(message), false, List.of()))
                : Step.refuse(Reply.SEND_EVERYTHING, "another generation is here");
    }

    private Step removed(ProductMessage message, Position stored) {
        staging.clear(message.clientId());
        transfers.remove(message.clientId());
        return stored.isPast(message) ? Step.ack(message) : Step.apply(alone(Handover.What.REMOVED, message));
    }

    private Step giveUp(ProductMessage message, int code, String why) {
        staging.clear(message.clientId());
        transfers.remove(message.clientId());
        return Step.refuse(code, why);
    }

    private static Handover alone(Handover.What what, ProductMessage message) {
        return new Handover(what, message, position(message), false, List.of());
    }

    private static Position position(ProductMessage message) {
        return new Position(message.streamEpoch(), message.sequence(), message.generation());
    }
}
