package no.sticos.erp.web.selection;

import java.util.List;
import java.util.UUID;
import no.sticos.erp.web.removal.RowCount;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The question before something is done with many clients.
 *
 * @param viewer for whom
 * @param trail the way to the list
 * @param path where yes is sent
 * @param back where no leads
 * @param words what is asked
 * @param offered the names of those that it will be done with, as far as there is room
 * @param refused those that it will not be done with, as far as there is room
 * @param moreRefused how many others it will not be done with
 * @param numbers what goes, counted when the question was opened; may be empty
 * @param lost what cannot be had any more afterwards
 * @param kept what stays
 * @param answer what the form sends; null if there is nothing to say yes to
 */
public record SelectionQuestion(
        Viewer viewer,
        List<Crumb> trail,
        String path,
        String back,
        Words words,
        String offered,
        List<Line> refused,
        long moreRefused,
        List<RowCount> numbers,
        List<String> lost,
        List<String> kept,
        @Nullable Answer answer)
        implements View {
    /** Copies the lists. */
    public SelectionQuestion {
        trail = List.copyOf(trail);
        refused = List.copyOf(refused);
        numbers = List.copyOf(numbers);
        lost = List.copyOf(lost);
        kept = List.copyOf(kept);
    }

    @Override
    public String template() {
        return "selection/question";
    }

    /**
     * What is asked.
     *
     * @param title the question
     * @param changed why it is asked anew; empty if it is not
     * @param text what will happen
     * @param button what yes is called
     */
    public record Words(String title, String changed, String text, String button) {}

    /**
     * What yes sends.
     *
     * @param action what is to be done
     * @param selection with whom
     * @param clients how many the question was about
     * @param form the question's own number: sent twice, it is one word
     */
    public record Answer(SelectionAction action, Selection selection, int clients, UUID form) {}

    /**
     * A client and what is to be said of it.
     *
     * @param name its name
     * @param text one phrase
     */
    public record Line(String name, String text) {}
}
