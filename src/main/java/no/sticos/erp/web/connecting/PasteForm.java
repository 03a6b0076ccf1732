package no.sticos.erp.web.connecting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.connect.ConnectQueue;
import no.sticos.erp.connect.ConnectQueues;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;

/**
 * «Skal du legge til mange?»: the field with the numbers, and what is found in it.
 *
 * @param text what stands in the field
 * @param valid how many companies that is; null while nobody has looked
 * @param wrong sentences that tell what must be put right
 * @param notes sentences that tell what is passed over
 */
public record PasteForm(String text, @Nullable Integer valid, List<String> wrong, List<String> notes) {
    /** An empty field. */
    public static final PasteForm EMPTY = new PasteForm("", null, List.of(), List.of());

    private static final int MOST_SAID = 10;

    /** Copies the sentences. */
    public PasteForm {
        wrong = List.copyOf(wrong);
        notes = List.copyOf(notes);
    }

    /** Those who wait in the queue, to be changed. */
    static PasteForm of(ConnectQueue queue) {
        var waiting = queue.entries().stream()
                .filter(entry ->
                        entry.state() == ConnectQueue.State.WAITING || entry.state() == ConnectQueue.State.LOOK)
                .flatMap(entry -> Stream.ofNullable(entry.orgnr())
                        .map(orgnr -> Formats.orgnr(orgnr) + (entry.name() == null ? "" : " " + entry.name())))
                .collect(Collectors.joining("\n"));
        return new PasteForm(waiting, null, List.of(), List.of());
    }

    /** What is found; {@code added} are the names of clients that are there already, by number. */
    static PasteForm of(String text, PastedNumbers pasted, Map<String, String> added, Messages messages) {
        int valid = pasted.wanted().size();
        var bad = said(pasted, line -> line.wanted().isEmpty(), line -> bad(line, messages));
        var wrong = valid > ConnectQueues.MOST
                ? List.of(messages.text("queue.new.many", Formats.count(ConnectQueues.MOST)))
                : bad;
        return new PasteForm(
                text,
                valid,
                wrong.isEmpty() && valid == 0 ? List.of(messages.text("queue.new.none")) : wrong,
                said(pasted, line -> note(line, pasted, added, messages).isPresent(), line -> note(
                                line, pasted, added, messages)
                        .orElse("")));
    }

    /** Whether it cannot be taken as it is. */
    public boolean isWrong() {
        return !wrong.isEmpty();
    }

    private static List<String> said(
            PastedNumbers pasted, Predicate<PastedNumbers.Line> which, Function<PastedNumbers.Line, String> sentence) {
        return pasted.lines().stream()
                .filter(which)
                .limit(MOST_SAID)
                .map(sentence)
                .toList();
    }

    private static String bad(PastedNumbers.Line line, Messages messages) {
        return messages.text("queue.new.bad", Formats.count(line.number()), line.shown());
    }

    private static Optional<String> note(
            PastedNumbers.Line line, PastedNumbers pasted, Map<String, String> added, Messages messages) {
        var number = Formats.count(line.number());
        var twice = pasted.before(line)
                .map(first -> messages.text("queue.new.twice", number, line.shown(), Formats.count(first.number())));
        return twice.or(() -> line.wanted()
                .flatMap(wanted -> Optional.ofNullable(added.get(wanted.orgnr().digits())))
                .map(name -> messages.text("queue.new.exists", number, name)));
    }
}
