package no.sticos.erp.web.removal;

import java.util.List;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The question before something is removed.
 *
 * @param viewer for whom
 * @param trail the way to what is asked about
 * @param action where yes is sent, which is also this page's own address
 * @param words what is asked
 * @param numbers what goes, counted when the question was opened; may be empty
 * @param lost what cannot be had any more afterwards
 * @param kept what stays
 * @param typing the name to be typed as a proof of meaning it; null if a press is enough
 */
public record ConfirmPage(
        Viewer viewer,
        List<Crumb> trail,
        String action,
        Words words,
        List<RowCount> numbers,
        List<String> lost,
        List<String> kept,
        @Nullable Typing typing)
        implements View {
    /** Copies the lists. */
    public ConfirmPage {
        trail = List.copyOf(trail);
        numbers = List.copyOf(numbers);
        lost = List.copyOf(lost);
        kept = List.copyOf(kept);
    }

    @Override
    public String template() {
        return "removal/confirm";
    }

    /** Where no leads. */
    public String back() {
        return trail.get(trail.size() - 1).href();
    }

    /**
     * What is asked.
     *
     * @param title the question
     * @param text what will happen
     * @param button what yes is called
     */
    public record Words(String title, String text, String button) {}

    /**
     * A name to be typed.
     *
     * @param name the name
     * @param typed what was typed; null before the first try
     */
    public record Typing(String name, @Nullable String typed) {
        /** Whether something else was typed. */
        public boolean isWrong() {
            return typed != null && !isRight();
        }

        /** Whether the name was typed. */
        public boolean isRight() {
            return typed != null && typed.strip().equals(name);
        }
    }
}
