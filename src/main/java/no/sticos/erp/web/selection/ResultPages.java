package no.sticos.erp.web.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.ManyClients;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.jspecify.annotations.Nullable;

/** Puts what came of it into words, client by client. */
final class ResultPages {
    private final Messages messages;

    ResultPages(Messages messages) {
        this.messages = messages;
    }

    /**
     * A client after it was done.
     *
     * @param place its fetch's place in the queue; null if it has none
     * @param leaves when it is removed, or its figures; null if it is not
     */
    record After(@Nullable Integer place, ClientView.@Nullable Leaving leaves) {
        static After of(ClientView client) {
            var run = client.run();
            return run == null ? new After(null, null) : new After(run.queuePlace(), run.leaving());
        }
    }

    /** Those that it was not done with come first; within both, as they were chosen. */
    List<SelectionResult.Line> lines(
            SelectionAction action,
            List<Choice> choices,
            Map<ClientId, ManyClients.Outcome> outcomes,
            Map<ClientId, After> after) {
        return choices.stream()
                .map(choice -> line(action, choice, outcomes.get(choice.client()), after.get(choice.client())))
                .sorted(Comparator.comparing(SelectionResult.Line::done))
                .toList();
    }

    private SelectionResult.Line line(
            SelectionAction action, Choice choice, ManyClients.@Nullable Outcome outcome, @Nullable After after) {
        long id = choice.client().value();
        if (outcome == null) {
            return new SelectionResult.Line(
                    id, choice.name(), choice.so(), left(action, choice, after), choice.known());
        }
        var fault = outcome.fault();
        return fault == null
                ? new SelectionResult.Line(id, choice.name(), true, done(action, outcome, after), after != null)
                : new SelectionResult.Line(id, choice.name(), false, kept(fault), after != null);
    }

    /** What was not touched; sent twice, a form finds what it has done itself. */
    private String left(SelectionAction action, Choice choice, @Nullable After after) {
        if (!choice.so() || after == null) {
            return choice.why();
        }
        var place = after.place();
        if (action == SelectionAction.ACTIVATE && place != null) {
            return messages.text("bulk.result.activated", Formats.count(place));
        }
        return action.removes() ? leaving(after) : choice.why();
    }

    private String done(SelectionAction action, ManyClients.Outcome outcome, @Nullable After after) {
        var place = after == null ? null : after.place();
        return switch (action) {
            case ACTIVATE ->
                place == null
                        ? messages.text("bulk.result.active")
                        : messages.text("bulk.result.activated", Formats.count(place));
            case SEND -> sent(outcome, place);
            case DEACTIVATE -> messages.text("bulk.result.deactivated");
            case DELETE_ACCOUNTS, DELETE -> leaving(after);
        };
    }

    private String sent(ManyClients.Outcome outcome, @Nullable Integer place) {
        if (place != null) {
            return messages.text("bulk.result.sent", Formats.count(place));
        }
        return messages.text(outcome.joined() ? "bulk.result.joined" : "bulk.result.begun");
    }

    private String leaving(@Nullable After after) {
        var leaves = after == null ? null : after.leaves();
        return leaves == null
                ? messages.text("bulk.result.gone")
                : messages.text("bulk.result.deleting", messages.clock(leaves.startsAt()));
    }

    private String kept(Fault fault) {
        return switch (fault.reason()) {
            case NOT_FOUND -> messages.text("bulk.result.unknown");
            case NO_ID -> messages.text("bulk.result.noId");
            case DUPLICATE ->
                messages.text("bulk.result.duplicate", fault.args().get(0));
            case CLIENT_OFF -> messages.text("bulk.result.off");
            default -> Reason.of(fault).in(messages);
        };
    }

    /** How many of how many. */
    String title(SelectionAction action, List<SelectionResult.Line> lines) {
        long done = lines.stream().filter(SelectionResult.Line::done).count();
        return messages.counted("bulk." + action.word() + ".done", done, Formats.count(lines.size()));
    }
}
