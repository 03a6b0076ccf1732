package no.sticos.erp.web.selection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.web.removal.RowCount;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Viewer;

/** Puts the question into words. */
final class SelectionPages {
    private static final int NAMED = 12;
    private static final int REFUSED = 20;

    private final Messages messages;
    private final Duration undo;

    /** {@code undo} is how long what is removed can be had back. */
    SelectionPages(Messages messages, Duration undo) {
        this.messages = messages;
        this.undo = undo;
    }

    /**
     * What a person asks for.
     *
     * @param viewer who
     * @param integration where
     * @param action what
     * @param selection of whom
     */
    record Asked(Viewer viewer, IntegrationId integration, SelectionAction action, Selection selection) {
        String back() {
            return selection.query().on(Paths.of(integration));
        }

        String path() {
            return Paths.of(integration) + "/bulk";
        }
    }

    /** {@code changed} if it was asked before about another number of clients. */
    SelectionQuestion question(Asked asked, List<Choice> choices, Map<String, Long> tables, boolean changed) {
        var offered = choices.stream().filter(Choice::offered).toList();
        var refused = choices.stream().filter(choice -> !choice.offered()).toList();
        boolean any = !offered.isEmpty();
        return new SelectionQuestion(
                asked.viewer(),
                trail(asked.integration()),
                asked.path(),
                asked.back(),
                words(asked.action(), choices.size(), offered.size(), changed),
                names(offered),
                refused.stream()
                        .limit(REFUSED)
                        .map(choice -> new SelectionQuestion.Line(choice.name(), choice.why()))
                        .toList(),
                Math.max(0, refused.size() - REFUSED),
                any ? numbers(asked.action(), offered.size(), tables) : List.of(),
                any ? lost(asked.action()) : List.of(),
                any ? kept(asked.action()) : List.of(),
                any
                        ? new SelectionQuestion.Answer(
                                asked.action(), asked.selection(), choices.size(), UUID.randomUUID())
                        : null);
    }

    private SelectionQuestion.Words words(SelectionAction action, int chosen, int offered, boolean changed) {
        var key = "bulk." + action.word();
        if (chosen == 0) {
            return new SelectionQuestion.Words(messages.text("bulk.none.title"), "", messages.text("bulk.none"), "");
        }
        return new SelectionQuestion.Words(
                messages.counted(key + ".title", chosen),
                changed ? messages.text("bulk.changed") : "",
                offered == 0 ? messages.text("row.disabled.none") + "." : messages.counted(key + ".text", offered),
                messages.counted(key + ".do", offered));
    }

    private String names(List<Choice> offered) {
        if (offered.isEmpty()) {
            return "";
        }
        var names = offered.stream().limit(NAMED).map(Choice::name).toList();
        var first = String.join(", ", names);
        if (offered.size() > NAMED) {
            return messages.text("bulk.names.more", first, Formats.count(offered.size() - NAMED));
        }
        int last = names.size() - 1;
        return last == 0
                ? first
                : messages.text("bulk.names.and", String.join(", ", names.subList(0, last)), names.get(last));
    }

    private List<RowCount> numbers(SelectionAction action, int offered, Map<String, Long> tables) {
        if (!action.removes()) {
            return List.of();
        }
        var numbers = new ArrayList<RowCount>();
        numbers.add(new RowCount(messages.text("system.clients"), offered));
        numbers.addAll(RowCount.of(tables, messages));
        return numbers;
    }

    private List<String> lost(SelectionAction action) {
        return switch (action) {
            case DELETE -> List.of(messages.text("confirm.lost.revokeAll"), messages.text("bulk.lost.products"));
            case DELETE_ACCOUNTS -> List.of(messages.text("confirm.lost.empty"));
            case ACTIVATE, SEND, DEACTIVATE -> List.of();
        };
    }

    private List<String> kept(SelectionAction action) {
        if (!action.removes()) {
            return List.of();
        }
        var what = action == SelectionAction.DELETE ? "confirm.kept.vismaAll" : "confirm.kept.again";
        long minutes = undo.plusSeconds(59).toMinutes();
        return minutes == 0
                ? List.of(messages.text(what))
                : List.of(messages.text(what), messages.counted("confirm.kept.undo", minutes));
    }

    List<Crumb> trail(IntegrationId integration) {
        return List.of(
                new Crumb(messages.text("nav.integrations"), "/integrations"),
                new Crumb(messages.text("system.visma"), Paths.of(integration)));
    }

    /** The text of why a row's control is not to be pressed. */
    static String refusal(String refusal) {
        return switch (refusal) {
            case "off" -> "bulk.result.off";
            case "noLogin" -> "bulk.result.noLogin";
            default -> "row.disabled." + refusal;
        };
    }
}
