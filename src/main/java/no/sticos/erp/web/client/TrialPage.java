package no.sticos.erp.web.client;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.View;
import org.jspecify.annotations.Nullable;

/**
 * A client's accounts in a fiscal year, beside Visma's own balances.
 *
 * @param frame who
 * @param query what is looked at
 * @param books the accounts; null if nothing is published, or no fiscal year is known
 * @param plot the year's months; null if there is nothing to draw
 */
public record TrialPage(ClientFrame frame, TrialQuery query, @Nullable TrialBalance books, @Nullable MonthPlot plot)
        implements View {
    @Override
    public String template() {
        return "client/trial";
    }

    /** Where the same table stands. */
    public String path() {
        return frame.href(ClientTab.TRIAL);
    }

    /** What the generation's proof says. */
    public static ClientState verdict(TrialBalance.Overview shown) {
        return ClientPages.state(shown.verdict());
    }

    /** The accounts by what they are; groups without one are left out. */
    public static List<Group> groups(TrialBalance books) {
        return Arrays.stream(Kind.values())
                .map(kind -> new Group(kind.key, accounts(books, kind)))
                .filter(group -> !group.lines().isEmpty())
                .toList();
    }

    private static List<TrialBalance.Line> accounts(TrialBalance books, Kind kind) {
        return books.lines().stream()
                .filter(line -> kind.holds(digit(line.account())))
                .toList();
    }

    /** What an account's closing balance is made of. */
    public String href(TrialBalance.Line line, TrialBalance.Year year) {
        var current = Paths.account(frame.client().id(), line.account(), year.start());
        return query.gen() == null ? current : current + "&generasjon=" + query.gen();
    }

    /** How an account compares. */
    public static Mark mark(TrialBalance.Line line) {
        return switch (line.verdict()) {
            case OK -> Mark.SAME;
            case DEVIATION -> Mark.DIFFERS;
            case UNKNOWN -> Mark.UNKNOWN;
        };
    }

    /** A year in a word: {@code 2026}, or {@code 2025/2026} if it ends in another one. */
    public static String name(TrialBalance.Year year) {
        int first = year.start().getYear();
        int last = year.end().getYear();
        return first == last ? Integer.toString(first) : first + "/" + last;
    }

    /** A movement; of a year that was not read it is not known. */
    public static String moved(BigDecimal amount, TrialBalance.Year year) {
        return Formats.amount(year.isRead() ? amount : null);
    }

    private static int digit(long account) {
        return Long.toString(account).charAt(0) - '0';
    }

    /**
     * Accounts under a heading.
     *
     * @param key the heading's key
     * @param lines in order
     */
    public record Group(String key, List<TrialBalance.Line> lines) {
        /** Copies the list. */
        public Group {
            lines = List.copyOf(lines);
        }
    }

    /** Whether an account is equal to Visma's. */
    public enum Mark {
        /** To the øre, or as much as Visma itself has moved. */
        SAME("check", "ok", "trial.mark.same"),
        /** It is not. */
        DIFFERS("triangle", "warn", "trial.mark.differs"),
        /** Nobody knows. */
        UNKNOWN("question", "muted", "trial.mark.unknown");

        private final String icon;
        private final String color;
        private final String key;

        Mark(String icon, String color, String key) {
            this.icon = icon;
            this.color = color;
            this.key = key;
        }

        /** A symbol. */
        public String icon() {
            return icon;
        }

        /** A colour. */
        public String color() {
            return color;
        }

        /** The key of its word. */
        public String key() {
            return key;
        }
    }

    /** What accounts are, by their first digit. */
    private enum Kind {
        ASSETS("trial.class.1", 1, 1),
        EQUITY("trial.class.2", 2, 2),
        RESULT("trial.class.result", 3, 8),
        NINE("trial.class.9", 9, 9),
        ZERO("trial.class.0", 0, 0);

        private final String key;
        private final int from;
        private final int to;

        Kind(String key, int from, int to) {
            this.key = key;
            this.from = from;
            this.to = to;
        }

        boolean holds(int digit) {
            return from <= digit && digit <= to;
        }
    }
}
