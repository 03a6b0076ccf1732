package no.sticos.erp.web.explain;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * What both pages begin with, and where they lead.
 *
 * @param viewer for whom
 * @param client whose books
 * @param trail the way here
 * @param generation the generation that was asked for; null = the current one, also when it is another one tomorrow
 */
record Explained(Viewer viewer, ClientId client, List<Crumb> trail, @Nullable Integer generation) {
    /** Copies the list. */
    Explained {
        trail = List.copyOf(trail);
    }

    /** What an account's figures in a fiscal year are made of, in the same generation. */
    String account(long account, LocalDate yearStart) {
        return Paths.of(client) + "/konto/" + account + "?aar=" + yearStart + and("&");
    }

    /** The same in the newest generation. */
    String newestAccount(long account, LocalDate yearStart) {
        return new Explained(viewer, client, trail, null).account(account, yearStart);
    }

    /** A voucher, in the same generation. */
    String voucher(UUID voucher) {
        return Paths.of(client) + "/bilag/" + voucher + and("?");
    }

    private String and(String separator) {
        return generation == null ? "" : separator + "generasjon=" + generation;
    }
}
