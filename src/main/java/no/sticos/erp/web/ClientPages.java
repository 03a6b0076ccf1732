package no.sticos.erp.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.RunHistory;
import org.jspecify.annotations.Nullable;

/** Puts together what a client's page shows. */
final class ClientPages {
    private final Messages messages;
    private final ClientRows rows;

    ClientPages(Messages messages, ClientRows rows) {
        this.messages = messages;
        this.rows = rows;
    }

    /**
     * What the rooms know of the client.
     *
     * @param view its state
     * @param figures its published books; null if there are none
     * @param products how far the products have come
     * @param runs its newest ended runs
     */
    record Facts(
            ClientView view,
            BooksQueries.@Nullable Figures figures,
            List<Subscriptions.State> products,
            List<RunHistory.Line> runs) {}

    ClientPage page(Facts facts, Visits.Visit visit) {
        var view = facts.view();
        return new ClientPage(
                visit.viewer(),
                view.integration().value(),
                messages.text("system.visma"),
                rows.head(view),
                view.connectedBy(),
                rows.status(view, false),
                rows.actions(view, visit.session()),
                null,
                tiles(facts.figures()),
                facts.figures() == null ? null : proof(facts.figures()),
                facts.products().stream().map(ClientPages::delivery).toList(),
                null,
                facts.runs().stream().map(ClientPages::line).toList());
    }

    private static ClientPage.Tiles tiles(BooksQueries.@Nullable Figures figures) {
        if (figures == null) {
            return new ClientPage.Tiles(null, 0, null, null, 0, 0, "");
        }
        var first = figures.firstDay();
        var last = figures.lastDay();
        var years = first == null || last == null ? "" : first.getYear() + "–" + last.getYear();
        return new ClientPage.Tiles(
                figures.verifiedAt(),
                figures.gen(),
                null,
                figures.lastProvedAt(),
                figures.vouchers(),
                figures.rows(),
                years);
    }

    private static ProofPanel proof(BooksQueries.Figures figures) {
        var balances = figures.checks().stream()
                .filter(check -> check.id().equals("C3"))
                .findFirst();
        return new ProofPanel(
                state(figures.verdict()),
                figures.gen(),
                figures.verifiedAt(),
                balances.map(BooksQueries.Check::passed).orElse(0L),
                balances.map(BooksQueries.Check::checked).orElse(0L),
                figures.deviations().stream().map(ClientPages::deviation).toList(),
                checks(figures.checks()));
    }

    private static ProofPanel.Deviation deviation(BooksQueries.Deviation found) {
        var name = found.name();
        return new ProofPanel.Deviation(
                Long.toString(found.account()),
                name == null ? "" : name,
                found.yearStart().getYear(),
                found.found(),
                found.expected());
    }

    private static List<ProofPanel.Check> checks(List<BooksQueries.Check> found) {
        var shown = new ArrayList<ProofPanel.Check>();
        found.forEach(check -> word(check.id())
                .ifPresent(word -> shown.add(new ProofPanel.Check(
                        word,
                        outcome(check),
                        Formats.count(check.passed()) + " av " + Formats.count(check.checked())))));
        return shown;
    }

    private static java.util.Optional<String> word(String check) {
        return switch (check) {
            case "C1" -> java.util.Optional.of("voucher");
            case "C3" -> java.util.Optional.of("balance");
            case "C4" -> java.util.Optional.of("zero");
            case "C8" -> java.util.Optional.of("rows");
            default -> java.util.Optional.empty();
        };
    }

    private static ClientState outcome(BooksQueries.Check check) {
        return switch (check.outcome()) {
            case "HOLDS" -> ClientState.OK;
            case "DEVIATES" -> check.level().equals("ERROR") ? ClientState.DEVIATION : ClientState.PARTIAL;
            default -> ClientState.UNKNOWN;
        };
    }

    private static ClientPage.Delivery delivery(Subscriptions.State state) {
        var since = state.waitingSince();
        return new ClientPage.Delivery(
                state.product().name().charAt(0) + state.product().id().substring(1),
                state.generation(),
                state.ackedAt(),
                state.behind(),
                since == null ? "" : Formats.duration(Duration.between(since, Instant.now())),
                state.failures() == 0 ? null : state.nextTry());
    }

    private static ClientPage.RunLine line(RunHistory.Line run) {
        var started = run.startedAt();
        var gen = run.gen();
        return new ClientPage.RunLine(
                started == null ? Instant.EPOCH : started,
                run.by(),
                Formats.duration(run.took()),
                gen == null ? null : run.made(),
                gen == null ? null : run.changed(),
                gen == null ? null : run.deleted(),
                result(run),
                gen == null ? null : gen.longValue());
    }

    private static ClientState result(RunHistory.Line run) {
        var verdict = run.verdict();
        return switch (run.state()) {
            case "FAILED" -> ClientState.FAILED;
            case "PARTIAL" -> ClientState.PARTIAL;
            case "HELD" -> ClientState.HELD;
            default -> verdict == null ? ClientState.UNKNOWN : state(verdict);
        };
    }

    private static ClientState state(Verdict verdict) {
        return switch (verdict) {
            case OK -> ClientState.OK;
            case DEVIATION -> ClientState.DEVIATION;
            case UNKNOWN -> ClientState.UNKNOWN;
        };
    }
}
