package no.sticos.erp.web.status;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.sticos.erp.connect.Right;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the rooms know of a client into the row that shows it.
 *
 * <p>What a state needs is there whenever the database gives that state; if it were not, the page fails
 * rather than show a time or a reason that nobody knows.
 */
public final class ClientRows {
    private final StatusWords words;
    private final Messages messages;

    /** Does nothing yet. */
    public ClientRows(Messages messages) {
        this.messages = messages;
        this.words = new StatusWords(messages);
    }

    /** The row of {@code client} as whoever has these rights sees it; {@code added} marks one that has just come. */
    public ClientRow row(ClientView client, Set<Right> rights, boolean added) {
        return new ClientRow(
                head(client),
                status(client, rights, added),
                actions(client, rights),
                added ? new ClientRow.Added(client.connectedAt(), client.connectedBy()) : null);
    }

    /** Who the client is. */
    public ClientHead head(ClientView client) {
        return new ClientHead(
                client.id().value(), client.identity().name(), number(client), client.apiActive(), client.active());
    }

    /** Its state in words, and the one next step that whoever has these rights may take. */
    public StatusCell status(ClientView client, Set<Right> rights, boolean added) {
        return switch (client.state()) {
            case BLOCKED -> blocked(client);
            case INACTIVE ->
                words.inactive(
                        requireNonNull(client.switchedBy()), requireNonNull(client.switchedAt()), published(client));
            case NEVER -> never(client, added);
            case NEEDS_LOGIN -> words.needsLogin(client.id().value(), consentReason(client), published(client));
            case RUNNING, WAITING, QUEUED, FAILED, PARTIAL -> ofRun(client, requireNonNull(client.run()));
            case DEVIATION, UNKNOWN, OK -> ofBooks(client, requireNonNull(client.books()));
            case DELETING -> deleting(client, rights);
            case HELD -> held(client, requireNonNull(client.run()));
        };
    }

    /** Why the client is in its state; empty where the state says it all. */
    public Optional<Reason> reason(ClientView client) {
        var run = client.run();
        return switch (client.state()) {
            case BLOCKED -> Optional.of(obstacle(client));
            case NEEDS_LOGIN -> Optional.of(consentReason(client));
            case FAILED, PARTIAL -> Optional.of(runReason(client, requireNonNull(run)));
            case HELD -> Optional.of(Reason.of(Cause.SHRUNK, Formats.count(gone(requireNonNull(run)))));
            case UNKNOWN -> Optional.of(unproved(requireNonNull(client.books())));
            case DELETING, INACTIVE, NEVER, RUNNING, WAITING, QUEUED, DEVIATION, OK -> Optional.empty();
        };
    }

    private StatusCell never(ClientView client, boolean added) {
        if (client.active()) {
            return words.emptied(client.id().value());
        }
        return added ? words.added() : words.never();
    }

    private StatusCell deleting(ClientView client, Set<Right> rights) {
        var leaving = requireNonNull(
                requireNonNull(client.run(), "a removal is a run").leaving(), "its run belongs to a removal");
        var receipt = "/deletions/" + leaving.removal();
        if (!leaving.undoable()) {
            return words.removing(Link.to(messages.text("deleting.receipt"), receipt));
        }
        boolean may = rights.contains(Right.ADMINISTER);
        return words.deleting(
                leaving.startsAt(), may ? Link.post(messages.text("common.undo"), receipt + "/undo") : null);
    }

    private StatusCell held(ClientView client, ClientView.Run run) {
        var figures = requireNonNull(published(client), "held back from readers");
        return words.held(client.id().value(), gone(run), figures);
    }

    /** How many vouchers are gone in books held back: the first thing that their run tells. */
    public static long gone(ClientView.Run run) {
        return Long.parseLong(run.causeArgs().get(0));
    }

    private StatusCell ofRun(ClientView client, ClientView.Run run) {
        long id = client.id().value();
        return switch (client.state()) {
            case RUNNING -> running(run);
            case WAITING -> words.waiting(requireNonNull(run.waitingUntil()), run.percent());
            case QUEUED -> queued(run);
            case PARTIAL -> words.partial(id, runReason(client, run), published(client));
            default -> words.failed(id, runReason(client, run), published(client), retry(run));
        };
    }

    private StatusCell ofBooks(ClientView client, ClientView.Books books) {
        return switch (client.state()) {
            case DEVIATION -> deviation(client.id().value(), books);
            case UNKNOWN -> words.unknown(unproved(books), books.publishedAt());
            default -> words.ok(books.verifiedAt());
        };
    }

    /** What the person may do with it now. */
    public ClientActions actions(ClientView client, Set<Right> rights) {
        if (client.state() == ClientState.DELETING) {
            var refused = ClientActions.Action.refused("deleting");
            return new ClientActions(refused, refused, refused, refused);
        }
        return new ClientActions(
                delete(rights), send(client, rights), deleteAccounts(client, rights), activate(client, rights));
    }

    private static ClientActions.Action delete(Set<Right> rights) {
        return rights.contains(Right.ADMINISTER) ? ClientActions.Action.ready() : ClientActions.Action.refused("admin");
    }

    private static ClientActions.Action deleteAccounts(ClientView client, Set<Right> rights) {
        return client.books() == null && rights.contains(Right.ADMINISTER)
                ? ClientActions.Action.refused("noData")
                : delete(rights);
    }

    private static ClientActions.Action send(ClientView client, Set<Right> rights) {
        if (!client.active()) {
            return ClientActions.Action.refused("off");
        }
        if (client.state() == ClientState.NEEDS_LOGIN) {
            return ClientActions.Action.refused("noLogin");
        }
        return rights.contains(Right.USE) ? ClientActions.Action.ready() : ClientActions.Action.refused("use");
    }

    private static ClientActions.Action activate(ClientView client, Set<Right> rights) {
        if (client.state() == ClientState.BLOCKED) {
            return ClientActions.Action.refused("blocked");
        }
        return rights.contains(Right.USE) ? ClientActions.Action.ready() : ClientActions.Action.refused("use");
    }

    private StatusCell blocked(ClientView client) {
        var identity = client.identity();
        long id = client.id().value();
        var holder = identity.holder();
        if (holder != null) {
            return words.duplicate(holder.value(), requireNonNull(identity.holderName()));
        }
        return words.blocked(id, obstacle(client));
    }

    private static Reason obstacle(ClientView client) {
        var identity = client.identity();
        if (identity.holderName() != null) {
            return Reason.of(Cause.DUPLICATE, identity.holderName());
        }
        return identity.kind().equals("MISSING")
                ? Reason.of(Cause.NO_ID)
                : Reason.of(Cause.BAD_ORGNR, requireNonNullElse(identity.unreadable(), ""));
    }

    private StatusCell running(ClientView.Run run) {
        var parts = parts(run);
        var now = parts.stream()
                .filter(part -> !part.complete())
                .findFirst()
                .orElse(PartProgress.pending(PartProgress.Part.COMPANY, null));
        return words.running(new StatusWords.Progress(run.percent(), now, run.left(), parts));
    }

    private StatusCell queued(ClientView.Run run) {
        var place = run.queuePlace();
        return place == null ? words.queuedFor(run.notBefore()) : words.queued(place, run.startsIn());
    }

    private StatusCell deviation(long client, ClientView.Books books) {
        var largest = books.largestDifference();
        return largest == null
                ? words.deviation(client, books.deviatingChecks(), books.verifiedAt())
                : words.deviation(client, books.deviatingAccounts(), largest, books.verifiedAt());
    }

    /** One line a kind of data and year, in the order of reading; resources of one kind are added up. */
    private static List<PartProgress> parts(ClientView.Run run) {
        var kinds = new EnumMap<PartProgress.Part, PartProgress>(PartProgress.Part.class);
        run.parts().forEach(part -> kinds.merge(kind(part), progress(part), PartProgress::and));
        return kinds.values().stream()
                .flatMap(part -> part.part() == PartProgress.Part.VOUCHERS
                                && !run.years().isEmpty()
                        ? run.years().stream().map(ClientRows::progress)
                        : Stream.of(part))
                .toList();
    }

    private static PartProgress progress(ClientView.Part part) {
        long total = part.complete() ? Math.max(part.documents(), part.expected()) : part.expected();
        boolean asked = part.complete() || total > 0;
        return new PartProgress(
                kind(part), null, Math.min(part.documents(), total), asked ? total : null, part.complete());
    }

    private static PartProgress progress(ClientView.YearPart part) {
        return new PartProgress(
                PartProgress.Part.VOUCHERS,
                part.year(),
                requireNonNullElse(part.documents(), 0L),
                part.expected(),
                part.complete());
    }

    private static PartProgress.Part kind(ClientView.Part part) {
        return switch (part.resource()) {
            case "company_settings", "fiscal_years" -> PartProgress.Part.COMPANY;
            case "accounts" -> PartProgress.Part.ACCOUNTS;
            case "account_balances", "opening_balances" -> PartProgress.Part.BALANCES;
            case "customers", "suppliers", "customer_ledger_items", "supplier_invoices" -> PartProgress.Part.OPEN;
            case "vouchers" -> PartProgress.Part.VOUCHERS;
            default -> PartProgress.Part.REST;
        };
    }

    /** The proof's own lines name what is missing; they stand on the client's page. */
    private static Reason unproved(ClientView.Books books) {
        var reason = books.reason();
        return new Reason(reason == null ? "unproved" : reason, List.of());
    }

    private static ClientHead.Identity number(ClientView client) {
        var orgnr = client.identity().orgnr();
        if (orgnr != null) {
            return ClientHead.Identity.orgnr(orgnr);
        }
        return client.identity().kind().equals("PERSONAL")
                ? ClientHead.Identity.personal()
                : ClientHead.Identity.missing();
    }

    private static Reason consentReason(ClientView client) {
        var cause = client.consentCause();
        return new Reason(cause == null ? "grantEnded" : cause, List.of());
    }

    /** A refusal that names nothing is about the company as a whole. */
    private static Reason runReason(ClientView client, ClientView.Run run) {
        var args = run.causeArgs().isEmpty() ? List.of(client.identity().name()) : run.causeArgs();
        return new Reason(requireNonNullElse(run.cause(), Cause.BUG.key()), args);
    }

    private static @Nullable Instant retry(ClientView.Run run) {
        return run.state().equals("QUEUED") ? run.notBefore() : null;
    }

    private static @Nullable Instant published(ClientView client) {
        var books = client.books();
        return books == null ? null : books.publishedAt();
    }
}
