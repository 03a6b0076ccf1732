package no.sticos.erp.web.removal;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.connect.Right;
import no.sticos.erp.events.Product;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.web.removal.ReceiptPage.Fact;
import no.sticos.erp.web.removal.ReceiptPage.Mark;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/** Puts receipts into words: one client in detail, many in totals with a line each. */
final class ReceiptPages {
    private final Messages messages;
    private final List<Product> products;

    ReceiptPages(Messages messages, List<Product> products) {
        this.messages = messages;
        this.products = products;
    }

    ReceiptPage page(Visits.Visit visit, Removal removal) {
        var facts = new ArrayList<Fact>();
        facts.add(fact("receipt.by", messages.text("receipt.by.at", removal.askedBy(), seconds(removal.askedAt()))));
        boolean goesOn = removal.undoneAt() == null && !removal.replaced();
        if (goesOn) {
            facts.addAll(progress(removal));
        }
        facts.add(fact("receipt.no", number(removal)));
        boolean many = removal.kind() == Removal.Kind.SYSTEM;
        return new ReceiptPage(
                visit.viewer(),
                tag(removal),
                about(removal),
                facts,
                RowCount.of(removal.removed(), messages),
                many ? removal.parts().stream().map(this::client).toList() : List.of(),
                many ? removal.totals().clients() - removal.parts().size() : 0,
                removal.undoable() && visit.session().may(Right.ADMINISTER) ? undo(messages, removal) : null,
                goesOn && facts.stream().anyMatch(each -> each.mark() == Mark.OPEN));
    }

    /** The button that undoes it. */
    static Link undo(Messages messages, Removal removal) {
        return Link.post(messages.text("common.undo"), "/deletions/" + removal.id() + "/undo");
    }

    private List<Fact> progress(Removal removal) {
        boolean one = removal.kind() != Removal.Kind.SYSTEM && removal.parts().size() == 1;
        var facts = new ArrayList<Fact>();
        facts.add(open("receipt.done", removal.endedAt() == null ? null : seconds(removal.endedAt())));
        facts.add(one ? revoked(removal.parts().get(0)) : revoked(removal.totals()));
        facts.add(left(removal));
        for (var product : products) {
            facts.add(one ? acked(product, removal.parts().get(0)) : acked(product, removal));
        }
        return facts;
    }

    private Fact revoked(Removal.Part part) {
        var mark =
                switch (part.revoked()) {
                    case PENDING -> Mark.OPEN;
                    case DONE -> Mark.GOOD;
                    case NOTHING, KEPT -> Mark.NONE;
                    case GIVEN_UP -> Mark.BAD;
                };
        return new Fact(messages.text("receipt.revoked"), said(part), mark);
    }

    private String said(Removal.Part part) {
        return switch (part.revoked()) {
            case PENDING -> waits();
            case DONE -> seconds(requireNonNull(part.revokedAt(), "what is done has its time"));
            case NOTHING -> messages.text("receipt.revoked.nothing");
            case KEPT -> messages.text("receipt.revoked.kept");
            case GIVEN_UP -> messages.text("receipt.revoked.givenUp");
        };
    }

    private Fact revoked(Removal.Totals totals) {
        var consents = totals.consents();
        var count = messages.text("receipt.of", Formats.count(consents.revoked()), Formats.count(totals.clients()));
        if (consents.givenUp() > 0) {
            var bad = messages.counted("receipt.revoked.givenUp.some", consents.givenUp());
            return new Fact(messages.text("receipt.revoked"), count + ". " + bad, Mark.BAD);
        }
        return new Fact(messages.text("receipt.revoked"), count, consents.pending() > 0 ? Mark.OPEN : Mark.GOOD);
    }

    private Fact left(Removal removal) {
        long left = removal.totals().rowsLeft();
        return removal.endedAt() == null
                ? open("receipt.left", null)
                : new Fact(messages.text("receipt.left"), Formats.count(left), left == 0 ? Mark.GOOD : Mark.BAD);
    }

    private Fact acked(Product product, Removal.Part part) {
        var time = part.acks().get(product.id());
        if (time != null) {
            return new Fact(product.title(), messages.text("receipt.ack", seconds(time)), Mark.GOOD);
        }
        return !part.told() && part.endedAt() != null
                ? new Fact(product.title(), messages.text("receipt.ack.nothing"), Mark.NONE)
                : new Fact(product.title(), waits(), Mark.OPEN);
    }

    private Fact acked(Product product, Removal removal) {
        var totals = removal.totals();
        long acked = totals.acks().getOrDefault(product.id(), 0L);
        boolean all = removal.endedAt() != null && acked == totals.told();
        var count = messages.text("receipt.of", Formats.count(acked), Formats.count(totals.told()));
        return new Fact(product.title(), count, all ? Mark.GOOD : Mark.OPEN);
    }

    private ReceiptPage.Client client(Removal.Part part) {
        var left = part.rowsLeft();
        var ended = part.endedAt();
        return new ReceiptPage.Client(
                part.name(),
                said(part),
                left == null ? waits() : Formats.count(left),
                ended == null ? waits() : seconds(ended));
    }

    private ReceiptPage.Tag tag(Removal removal) {
        var undoneBy = removal.undoneBy();
        if (undoneBy != null) {
            return new ReceiptPage.Tag("neutral", "cross", messages.text("receipt.tag.undone", undoneBy));
        }
        if (removal.replaced()) {
            return new ReceiptPage.Tag("neutral", "cross", messages.text("receipt.tag.replaced"));
        }
        if (removal.endedAt() != null) {
            return new ReceiptPage.Tag("success", "tick", messages.text("receipt.tag.done"));
        }
        var text = removal.waits()
                ? messages.text("state.deleting", messages.clock(removal.startsAt()))
                : messages.text("state.deleting.now");
        return new ReceiptPage.Tag("neutral", "trash", text);
    }

    private String about(Removal removal) {
        if (removal.kind() == Removal.Kind.SYSTEM) {
            return messages.text("system.visma");
        }
        var part = removal.parts().get(0);
        var orgnr = part.orgnr();
        var name = orgnr == null ? part.name() : messages.text("receipt.about", part.name(), Formats.orgnr(orgnr));
        return removal.kind() == Removal.Kind.FIGURES ? messages.text("receipt.about.accounts", name) : name;
    }

    /** For people on the telephone: the year, and a number that is never used again. */
    private static String number(Removal removal) {
        int year = removal.askedAt().atZone(Formats.ZONE).getYear();
        return String.format(java.util.Locale.ROOT, "SL-%d-%06d", year, removal.id());
    }

    private Fact fact(String key, String value) {
        return new Fact(messages.text(key), value, Mark.NONE);
    }

    private Fact open(String key, @Nullable String value) {
        return new Fact(messages.text(key), value == null ? waits() : value, value == null ? Mark.OPEN : Mark.NONE);
    }

    private String waits() {
        return messages.text("receipt.waits");
    }

    private static String seconds(Instant time) {
        return Formats.dateTimeSeconds(time);
    }
}
