package no.sticos.erp.web.connecting;

import java.util.List;
import no.sticos.erp.connect.Invitation;
import no.sticos.erp.web.shell.Crumb;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * «Send lenke»: the form, the link that is good already, and once the link itself where mail is off.
 *
 * @param viewer for whom
 * @param place where the person came from
 * @param areSent whether links are sent; else they are shown, to be copied
 * @param open the link for this company that can be used; null if there is none
 * @param typed what stands in the field
 * @param wrong whether that is no address
 * @param link the address that was just made, shown this once; null unless one was
 */
public record InvitePage(
        Viewer viewer,
        Place place,
        boolean areSent,
        @Nullable Invitation open,
        String typed,
        boolean wrong,
        @Nullable String link)
        implements View {
    /**
     * For whom, and where the form stands.
     *
     * @param wanted for whom
     * @param name how the company is called
     * @param known its name beside a queue's number; null without one, and for a client
     * @param area of the top bar
     * @param trail on the way to it
     * @param path the page's own address, and the form's
     * @param back where «Avbryt» leads
     * @param entry the number in the queue; null for a client
     */
    public record Place(
            Invitation.Wanted wanted,
            String name,
            @Nullable String known,
            String area,
            List<Crumb> trail,
            String path,
            String back,
            @Nullable Long entry) {
        /** Copies the trail. */
        public Place {
            trail = List.copyOf(trail);
        }

        /** The page's own address with all that it needs. */
        String href() {
            return entry == null ? path : path + "?entry=" + entry;
        }
    }

    @Override
    public String template() {
        return "invite/page";
    }
}
