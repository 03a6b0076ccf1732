package no.sticos.erp.web.client;

import java.time.Instant;
import java.util.List;
import no.sticos.erp.ledger.VanishedVouchers;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.View;

/**
 * What is gone in books that are held back, and the one answer to it.
 *
 * @param frame whose
 * @param vouchers how many are gone
 * @param figures from when the figures are that readers see
 * @param lines the newest of them
 * @param refusal why the person may not accept, the last part of {@code row.disabled.<…>}; empty if they may
 */
public record VanishedPage(
        ClientFrame frame, long vouchers, Instant figures, List<VanishedVouchers.Line> lines, String refusal)
        implements View {
    /** Lines shown. */
    public static final int MOST = 500;

    @Override
    public String template() {
        return "client/vanished";
    }

    /** Copies the list. */
    public VanishedPage {
        lines = List.copyOf(lines);
    }

    /** The voucher as readers still see it. */
    public String href(VanishedVouchers.Line line) {
        return Paths.voucher(frame.client().id(), line.voucher());
    }

    /** How many are not shown. */
    public long hidden() {
        return lines.isEmpty() ? 0 : lines.get(0).all() - lines.size();
    }
}
