package no.sticos.erp.web.system;

import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.Removal;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Rooms;

/** Tells on top of the list what was asked to be removed, or was undone. */
final class RemovalNotices {
    private final Rooms rooms;
    private final Messages messages;

    RemovalNotices(Rooms rooms, Messages messages) {
        this.rooms = rooms;
        this.messages = messages;
    }

    /** Empty for a number that is none of the firm's. */
    Single<Optional<SystemPage.Notice>> notice(Session session, long removal) {
        return rooms.removals()
                .receipt(session.tenant(), removal)
                .map(found -> Optional.of(notice(session, found)))
                .onErrorResumeNext(error ->
                        Fault.is(error, Cause.NOT_FOUND) ? Single.just(Optional.empty()) : Single.error(error));
    }

    private SystemPage.Notice notice(Session session, Removal removal) {
        if (removal.undoneAt() != null) {
            return SystemPage.Notice.done(text(removal, "deleting.undone"));
        }
        var links = new ArrayList<Link>();
        if (removal.undoable() && session.may(Right.ADMINISTER)) {
            links.add(Link.post(messages.text("common.undo"), "/deletions/" + removal.id() + "/undo"));
        }
        links.add(Link.to(messages.text("deleting.receipt"), "/deletions/" + removal.id()));
        return new SystemPage.Notice("info", title(removal), "", null, false, links);
    }

    private String title(Removal removal) {
        if (removal.undoable()) {
            return text(removal, "deleting.status", messages.clock(removal.startsAt()));
        }
        return text(removal, removal.endedAt() == null ? "deleting.begun" : "deleting.done");
    }

    private String text(Removal removal, String key, String... more) {
        boolean system = removal.kind() == Removal.Kind.SYSTEM;
        var name =
                system ? messages.text("system.visma") : removal.parts().get(0).name();
        var values = new ArrayList<>(List.of(name));
        values.addAll(List.of(more));
        boolean figures = removal.kind() == Removal.Kind.FIGURES;
        return messages.text(figures ? key + ".accounts" : key, values.toArray(String[]::new));
    }
}
