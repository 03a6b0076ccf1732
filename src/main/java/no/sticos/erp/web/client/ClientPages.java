package no.sticos.erp.web.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.sticos.erp.connect.Consent;
import no.sticos.erp.connect.Right;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.Integrity;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.ledger.Verdict;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.RunHistory;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.Visits;
import no.sticos.erp.web.status.ClientRows;
import no.sticos.erp.web.status.Look;
import no.sticos.erp.web.status.StatusCell;
import no.sticos.erp.web.status.Step;
import org.jspecify.annotations.Nullable;

/** Puts together what a client's page shows. */
final class ClientPages {
    private static final String BALANCES = "C3";

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
     * @param consent its consent at Visma; null if it has none
     * @param products how far the products have come
     * @param runs its newest ended runs
     * @param years its fiscal years in sums, newest first; none if nothing is published
     * @param locked what was changed in locked periods
     * @param stored what the nights found out about what is stored
     */
    record Facts(
            ClientView view,
            BooksQueries.@Nullable Figures figures,
            @Nullable Consent consent,
            List<Subscriptions.State> products,
            List<RunHistory.Line> runs,
            List<TrialBalance.Year> years,
            Locked locked,
            Integrity.State stored,
            @Nullable Instant nextFetch) {
        /** The same, with another progress. */
        Facts at(ClientView progress) {
            return new Facts(progress, figures, consent, products, runs, years, locked, stored, nextFetch);
        }

        /** The same, with how far the products have come by now. */
        Facts with(List<Subscriptions.State> now) {
            return new Facts(view, figures, consent, now, runs, years, locked, stored, nextFetch);
        }
    }

    /**
     * What was changed in locked periods.
     *
     * @param all how many vouchers
     * @param newest the newest of them
     */
    record Locked(long all, List<LockedChanges.Change> newest) {}

    /** What every page of the client begins with. */
    ClientFrame frame(ClientView view, Visits.Visit visit, long lockedChanges) {
        return new ClientFrame(
                visit.viewer(),
                view.integration().value(),
                messages.text("system.visma"),
                rows.head(view),
                view.responsible(),
                rows.actions(view, visit.session().rights()),
                lockedChanges);
    }

    ClientPage page(Facts facts, Visits.Visit visit) {
        var view = facts.view();
        var status = rows.status(view, visit.session().rights(), false);
        var proof = facts.figures() == null ? null : proof(facts.figures());
        return new ClientPage(
                frame(view, visit, facts.locked().all()),
                status,
                next(view, status, proof),
                tiles(facts.figures(), facts.nextFetch()),
                proof,
                facts.products().stream()
                        .map(state -> delivery(state, visit.session().may(Right.USE)))
                        .toList(),
                consent(facts),
                runs(facts.runs()),
                facts.years(),
                facts.locked().newest(),
                stored(facts.stored()));
    }

    /** What a person has to do; a state that goes on by itself, or is nobody's trouble, has no box. */
    private ClientPage.@Nullable NextStep next(ClientView view, StatusCell status, @Nullable ProofPanel proof) {
        if (status.state() == ClientState.DEVIATION && proof != null && proof.isPair()) {
            return reread(view, Look.of(status.state()));
        }
        var link = status.link();
        var look = Look.of(status.state());
        if (link == null) {
            return null;
        }
        return switch (status.state()) {
            case NEVER -> new ClientPage.NextStep("info", look.icon(), link.text(), status.note(), link);
            case DELETING -> deleting(status, look, link);
            default ->
                look.color().equals("warning") || look.color().equals("danger")
                        ? new ClientPage.NextStep(look.color(), look.icon(), link.text(), status.note(), link)
                        : null;
        };
    }

    /** The accounts that differ stand below the box; what can be done about them is not there. */
    private ClientPage.NextStep reread(ClientView view, Look look) {
        var link = requireNonNull(Step.REREAD.link(messages, view.id().value()));
        return new ClientPage.NextStep(look.color(), look.icon(), link.text(), messages.text("proof.pair"), link);
    }

    /** The box says until when it can be undone; afterwards there is nothing left to do. */
    private ClientPage.@Nullable NextStep deleting(StatusCell status, Look look, Link link) {
        var text = messages.text("client.deleting", status.tag(), status.note());
        return link.post() ? new ClientPage.NextStep("warning", look.icon(), link.text(), text, link) : null;
    }

    private static ClientPage.@Nullable Consent consent(Facts facts) {
        var consent = facts.consent();
        if (consent == null) {
            return null;
        }
        var figures = facts.figures();
        var lockedTo = figures == null ? null : figures.lockedTo();
        return new ClientPage.Consent(
                facts.view().apiActive(),
                facts.view().identity().name(),
                consent.by(),
                consent.given(),
                consent.renewed(),
                lockedTo == null ? null : Formats.date(lockedTo),
                Scopes.boxes(consent.scopes()));
    }

    private static ClientPage.Tiles tiles(BooksQueries.@Nullable Figures figures, @Nullable Instant next) {
        if (figures == null) {
            return new ClientPage.Tiles(null, 0, next, null, 0, 0, "");
        }
        var first = figures.firstDay();
        var last = figures.lastDay();
        var years = first == null || last == null ? "" : first.getYear() + "–" + last.getYear();
        return new ClientPage.Tiles(
                figures.verifiedAt(),
                figures.gen(),
                next,
                figures.lastProvedAt(),
                figures.vouchers(),
                figures.rows(),
                years);
    }

    private ProofPanel proof(BooksQueries.Figures figures) {
        var balances = figures.checks().stream()
                .filter(check -> check.id().equals(BALANCES))
                .findFirst();
        return new ProofPanel(
                state(figures.verdict()),
                figures.gen(),
                figures.verifiedAt(),
                balances.map(BooksQueries.Check::passed).orElse(0L),
                balances.map(BooksQueries.Check::checked).orElse(0L),
                figures.deviations().stream().map(ClientPages::deviation).toList(),
                figures.checks().stream().map(this::check).toList());
    }

    private static ProofPanel.Deviation deviation(BooksQueries.Deviation found) {
        var name = found.name();
        return new ProofPanel.Deviation(
                Long.toString(found.account()),
                name == null ? "" : name,
                found.yearStart(),
                found.found(),
                found.expected());
    }

    private ProofPanel.Check check(BooksQueries.Check found) {
        return new ProofPanel.Check(CheckWords.word(found.id()), outcome(found), CheckWords.value(found, messages));
    }

    private static ClientState outcome(BooksQueries.Check check) {
        return switch (check.outcome()) {
            case "HOLDS" -> ClientState.OK;
            case "DEVIATES" -> check.level().equals("ERROR") ? ClientState.DEVIATION : ClientState.PARTIAL;
            default -> ClientState.UNKNOWN;
        };
    }

    private static ClientPage.Delivery delivery(Subscriptions.State state, boolean mayUse) {
        var halt = halt(state);
        boolean waits = state.failures() > 0 || halt != ClientPage.Delivery.Halt.NONE;
        var since = state.waitingSince();
        return new ClientPage.Delivery(
                state.product().title(),
                state.product().id(),
                state.generation(),
                state.ackedAt(),
                state.generationsBehind(),
                since == null ? "" : Formats.duration(Duration.between(since, Instant.now())),
                state.failures() == 0 ? null : state.nextTry(),
                state.failureCode(),
                halt,
                mayUse && waits);
    }

    private static ClientPage.Delivery.Halt halt(Subscriptions.State state) {
        if (state.pausedAt() != null) {
            return ClientPage.Delivery.Halt.PAUSED;
        }
        return state.parkedAt() == null ? ClientPage.Delivery.Halt.NONE : ClientPage.Delivery.Halt.PARKED;
    }

    private ClientPage.Stored stored(Integrity.State state) {
        var altered = state.cause()
                .map(cause ->
                        new Reason(cause.key(), List.of(state.faults().get(0).reference())).in(messages));
        return new ClientPage.Stored(
                altered.orElse(null), state.checkedAt(), state.versions(), state.spotChecked(), state.spotDiffering());
    }

    /** Runs as lines of a table. */
    List<ClientPage.RunLine> runs(List<RunHistory.Line> ended) {
        return ended.stream().map(this::line).toList();
    }

    private ClientPage.RunLine line(RunHistory.Line run) {
        var started = run.startedAt();
        var gen = run.gen();
        var cause = run.cause();
        return new ClientPage.RunLine(
                started == null ? Instant.EPOCH : started,
                run.by(),
                Formats.duration(run.took()),
                gen == null ? null : run.made(),
                gen == null ? null : run.changed(),
                gen == null ? null : run.deleted(),
                result(run),
                gen == null ? null : gen.longValue(),
                cause == null ? null : new Reason(cause, run.causeArgs()).in(messages),
                run.reference());
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

    /** The state that a verdict alone gives. */
    static ClientState state(Verdict verdict) {
        return switch (verdict) {
            case OK -> ClientState.OK;
            case DEVIATION -> ClientState.DEVIATION;
            case UNKNOWN -> ClientState.UNKNOWN;
        };
    }
}
