package no.sticos.erp.web.letters;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.mail.Letter;
import no.sticos.erp.sync.alerts.Digest;
import no.sticos.erp.web.letters.LetterView.Part;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;

/** Writes what mail says. */
public final class Letters {
    /** More clients of a kind are counted, and not named. */
    static final int MOST_NAMED = 50;

    private final Pages pages;
    private final Messages messages;
    private final String home;

    /** In these words; links lead to the portal at {@code publicUri}. */
    public Letters(Pages pages, Messages messages, URI publicUri) {
        this.pages = pages;
        this.messages = messages;
        this.home = publicUri.toString().replaceAll("/$", "");
    }

    /** The address that opens the door for whom an invitation is sent to. */
    public String link(Secret token) {
        return home + "/invite/" + token.reveal();
    }

    /** What comes with that address. */
    public Letter invitation(Invitation invitation, Secret token) {
        var orgnr = invitation.wanted().orgnr();
        var company = orgnr == null || invitation.name().equals(orgnr)
                ? invitation.name()
                : messages.text("letter.company", invitation.name(), Formats.orgnr(orgnr));
        return letter(new LetterView(
                messages.text("letter.invite.title", invitation.firm(), invitation.name()),
                List.of(
                        Part.text(messages.text(
                                "letter.invite.text", invitation.by().name(), invitation.firm(), company)),
                        Part.text(messages.text("letter.invite.how")),
                        Part.link(messages.text("letter.invite.open"), link(token)),
                        Part.text(messages.text("letter.invite.until", messages.dateAndClock(invitation.expires()))),
                        Part.foot(messages.text("letter.invite.foot", invitation.firm())))));
    }

    /** All that a person has not been told of their clients. */
    public Letter digest(Digest digest) {
        var parts = new ArrayList<Part>();
        for (var kind : AlertKind.values()) {
            var items = digest.of(kind);
            if (!items.isEmpty()) {
                section(parts, kind, items);
            }
        }
        parts.add(Part.foot(messages.text("letter.alert.foot")));
        parts.add(Part.foot(messages.text("letter.alert.off"), home + "/alerts"));
        return letter(new LetterView(title(digest), parts));
    }

    private String title(Digest digest) {
        long clients =
                digest.items().stream().map(Digest.Item::client).distinct().count();
        var first = digest.items().get(0);
        return digest.items().size() == 1
                ? messages.text("letter.alert." + first.kind().word() + ".one", first.name())
                : messages.counted("letter.alert.title", clients);
    }

    private void section(List<Part> parts, AlertKind kind, List<Digest.Item> items) {
        var word = "letter.alert." + kind.word();
        parts.add(Part.heading(messages.text(word + ".title")));
        parts.add(Part.text(messages.text(word + ".text")));
        items.stream().limit(MOST_NAMED).map(this::line).forEach(parts::add);
        if (items.size() > MOST_NAMED) {
            parts.add(Part.text(messages.text("letter.alert.more", Formats.count(items.size() - MOST_NAMED))));
        }
        if (kind == AlertKind.SIGN_IN) {
            parts.add(Part.link(messages.text("letter.alert.sign_in.go"), home + "/logins?mine"));
        }
    }

    private Part line(Digest.Item item) {
        var figures = item.figures();
        var name = item.held() && item.kind() == AlertKind.PROOF
                ? messages.text("letter.alert.held", item.name())
                : item.name();
        var said = figures == null
                ? messages.text("letter.alert.none", name)
                : messages.text("letter.alert.figures", name, messages.dateAndClock(figures));
        return Part.link(said, home + "/clients/" + item.client());
    }

    private Letter letter(LetterView view) {
        var html = pages.part("letters/letter", "letter", view).toString(StandardCharsets.UTF_8);
        return new Letter(view.title(), view.plain(), html);
    }
}
