package no.sticos.erp.web.explain;

import java.math.BigDecimal;
import java.util.List;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * How an account's closing balance comes about.
 *
 * @param frame where it stands
 * @param balance what it is made of
 * @param first whether the rows begin with the newest
 */
public record AccountPage(Explained frame, AccountExplanation balance, boolean first) implements View {
    @Override
    public String template() {
        return "explain/account";
    }

    /** For whom. */
    public Viewer viewer() {
        return frame.viewer();
    }

    /** The way here. */
    public List<Crumb> trail() {
        return frame.trail();
    }

    /** The account, as a heading. */
    public String title() {
        var name = balance.name();
        return name == null ? Long.toString(balance.account()) : balance.account() + " " + name;
    }

    /** Ours less Visma's; null where Visma gave none, or they are equal. */
    public @Nullable BigDecimal difference() {
        var visma = balance.visma();
        return visma == null || balance.closing().compareTo(visma) == 0
                ? null
                : balance.closing().subtract(visma);
    }

    /** The page of a row's voucher. */
    public String voucherHref(AccountExplanation.Line line) {
        return frame.voucher(line.voucher());
    }

    /** The newest generation's figures. */
    public String newestHref() {
        return frame.newestAccount(balance.account(), balance.yearStart());
    }

    /** The same page from its newest row. */
    public String firstHref() {
        return frame.account(balance.account(), balance.yearStart());
    }

    /** Where the rows go on; null = there are no more. */
    public @Nullable String olderHref() {
        var next = balance.next();
        return next == null ? null : firstHref() + "&etter=" + next;
    }
}
