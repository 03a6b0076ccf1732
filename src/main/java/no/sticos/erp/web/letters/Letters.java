package no.sticos.erp.web.letters;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.mail.Letter;
import no.sticos.erp.web.letters.LetterView.Part;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;

/** Writes what mail says. */
public final class Letters {
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
                        Part.text(messages.text("letter.invite.until", Formats.dateAndClock(invitation.expires()))),
                        Part.foot(messages.text("letter.invite.foot", invitation.firm())))));
    }

    private Letter letter(LetterView view) {
        var html = pages.part("letters/letter", "letter", view).toString(StandardCharsets.UTF_8);
        return new Letter(view.title(), view.plain(), html);
    }
}
