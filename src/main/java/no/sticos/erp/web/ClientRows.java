package no.sticos.erp.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import org.jspecify.annotations.Nullable;

/** Turns what the rooms know of a client into the row that shows it. */
final class ClientRows {
    private static final Duration PER_PLACE = Duration.ofSeconds(10);

    private final StatusWords words;

    ClientRows(Messages messages) {
        this.words = new StatusWords(messages);
    }

    ClientRow row(ClientView client, Session session, boolean added) {
        return new ClientRow(
                head(client),
                status(client, added),
                actions(client, session),
                added ? new ClientRow.Added(client.connectedAt(), client.connectedBy()) : null);
    }

    ClientHead head(ClientView client) {
        return new ClientHead(
                client.id().value(), client.identity().name(), number(client), client.apiActive(), client.active());
    }

    StatusCell status(ClientView client, boolean added) {
        long id = client.id().value();
        var run = client.run();
        return switch (client.state()) {
            case BLOCKED -> blocked(client);
            case INACTIVE ->
                words.inactive(String.valueOf(client.switchedBy()), orNow(client.switchedAt()), published(client));
            case NEVER, DELETING, HELD -> added ? words.added() : words.never();
            case NEEDS_LOGIN -> words.needsLogin(id, consentReason(client), published(client));
            case RUNNING -> run == null ? words.never() : running(run);
            case WAITING -> run == null ? words.never() : words.waiting(orNow(run.waitingUntil()), run.percent());
            case QUEUED -> queued(run);
            case FAILED -> words.failed(id, runReason(run), published(client), retry(run));
            case PARTIAL -> words.partial(id, runReason(run), published(client));
            case DEVIATION -> deviation(client);
            case UNKNOWN -> words.unknown(new Reason("noBalance", List.of()), orNow(published(client)));
            case OK -> words.ok(orNow(verified(client)));
        };
    }

    ClientActions actions(ClientView client, Session session) {
        var later = ClientActions.Action.refused("later");
        return new ClientActions(later, send(client, session), later, activate(client, session));
    }

    private static ClientActions.Action send(ClientView client, Session session) {
        if (!client.active()) {
            return ClientActions.Action.refused("off");
        }
        if (client.state() == ClientState.NEEDS_LOGIN) {
            return ClientActions.Action.refused("noLogin");
        }
        return session.may(Right.USE) ? ClientActions.Action.ready() : ClientActions.Action.refused("admin");
    }

    private static ClientActions.Action activate(ClientView client, Session session) {
        if (client.state() == ClientState.BLOCKED) {
            return ClientActions.Action.refused("blocked");
        }
        return session.may(Right.USE) ? ClientActions.Action.ready() : ClientActions.Action.refused("admin");
    }

    private StatusCell blocked(ClientView client) {
        var identity = client.identity();
        long id = client.id().value();
        var holder = identity.holder();
        if (holder != null) {
            return words.duplicate(holder.value(), String.valueOf(identity.holderName()));
        }
        var unreadable = identity.unreadable();
        return words.blocked(
                id, unreadable == null ? new Reason("noId", List.of()) : new Reason("badOrgnr", List.of(unreadable)));
    }

    private StatusCell running(ClientView.Run run) {
        var parts = new ArrayList<PartProgress>();
        run.parts().forEach(part -> parts.add(progress(part)));
        var now = run.parts().stream()
                .filter(part -> !part.complete())
                .findFirst()
                .map(ClientRows::progress)
                .orElse(new PartProgress(PartProgress.Part.COMPANY, null, 0, null));
        return words.running(new StatusWords.Progress(run.percent(), now, null, parts));
    }

    private StatusCell queued(ClientView.@Nullable Run run) {
        var place = run == null ? null : run.queuePlace();
        int number = place == null ? 1 : Math.max(1, place);
        return words.queued(number, PER_PLACE.multipliedBy(number));
    }

    private StatusCell deviation(ClientView client) {
        var books = client.books();
        if (books == null) {
            return words.never();
        }
        var largest = books.largestDifference();
        return words.deviation(
                client.id().value(),
                books.deviatingAccounts(),
                largest == null ? BigDecimal.ZERO : largest,
                books.verifiedAt());
    }

    private static PartProgress progress(ClientView.Part part) {
        var kind =
                switch (part.resource()) {
                    case "company_settings", "fiscal_years" -> PartProgress.Part.COMPANY;
                    case "accounts" -> PartProgress.Part.ACCOUNTS;
                    case "account_balances", "opening_balances" -> PartProgress.Part.BALANCES;
                    case "vouchers" -> PartProgress.Part.VOUCHERS;
                    default -> PartProgress.Part.REST;
                };
        long total = part.complete() ? Math.max(part.documents(), part.expected()) : part.expected();
        return new PartProgress(kind, null, Math.min(part.documents(), total), total == 0 ? null : total);
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

    static Reason runReason(ClientView.@Nullable Run run) {
        var cause = run == null ? null : run.cause();
        return cause == null || run == null ? new Reason("bug", List.of()) : new Reason(cause, run.causeArgs());
    }

    private static @Nullable Instant retry(ClientView.@Nullable Run run) {
        return run != null && run.state().equals("QUEUED") ? run.notBefore() : null;
    }

    private static @Nullable Instant published(ClientView client) {
        var books = client.books();
        return books == null ? null : books.publishedAt();
    }

    private static @Nullable Instant verified(ClientView client) {
        var books = client.books();
        return books == null ? null : books.verifiedAt();
    }

    private static Instant orNow(@Nullable Instant time) {
        return time == null ? Instant.now() : time;
    }
}
