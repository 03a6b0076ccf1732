package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One word for many clients: each goes by the function of its own row, in a transaction of its own, and what keeps
 * one from it keeps no other. Safe to repeat, as those functions are.
 */
public final class ManyClients {
    private static final Logger log = LoggerFactory.getLogger(ManyClients.class);

    /** Rows in work at a time: while one waits for a lock the others go on. */
    private static final int AT_ONCE = 4;

    private final Database database;
    private final Clients clients;
    private final Switching switching;
    private final Removals removals;

    /** Does nothing yet. */
    public ManyClients(Database database, Clients clients, Switching switching, Removals removals) {
        this.database = database;
        this.clients = clients;
        this.switching = switching;
        this.removals = removals;
    }

    /** What is done to each. */
    public enum Deed {
        /** Switched on, and fetched. */
        ACTIVATE(AuditAction.MANY_ACTIVATED),
        /** Fetched now. */
        SEND(AuditAction.MANY_REQUESTED),
        /** Switched off; its figures stay. */
        DEACTIVATE(AuditAction.MANY_DEACTIVATED),
        /** Its figures are removed. */
        REMOVE_FIGURES(AuditAction.MANY_FIGURES_REMOVED),
        /** It is removed with its figures. */
        REMOVE(AuditAction.MANY_REMOVED);

        private final AuditAction told;

        Deed(AuditAction told) {
            this.told = told;
        }
    }

    /**
     * A person's word.
     *
     * @param form the number of the form that it was given by; the same form sent twice is one word
     * @param integration whose clients; any other's are not found
     * @param deed what is done
     * @param person who said so, of the integration's firm
     */
    public record Word(UUID form, Integration integration, Deed deed, Person person) {}

    /**
     * What came of it for one client.
     *
     * @param client which
     * @param joined whether a fetch was under way already
     * @param fault why nothing was done; null if it was
     */
    public record Outcome(ClientId client, boolean joined, @Nullable Fault fault) {
        /** Whether it is as the person wanted it. */
        public boolean isDone() {
            return fault == null;
        }
    }

    /**
     * Does it to each, and tells of it in the trail; in the order of {@code chosen}, which must hold no client twice.
     * The trail counts those {@code already} as wanted too: of a form sent twice, either finds some that the other has
     * done, and whichever tells first tells of all.
     */
    public Single<List<Outcome>> act(Word word, List<ClientId> chosen, long already) {
        return Flowable.fromIterable(chosen)
                .concatMapEager(client -> one(word, client).toFlowable(), AT_ONCE, 1)
                .toList()
                .flatMap(outcomes -> told(word, outcomes, already).toSingleDefault(outcomes));
    }

    private Single<Outcome> one(Word word, ClientId client) {
        return clients.find(word.integration().tenant(), client)
                .filter(known -> known.integration().equals(word.integration().id()))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND)))
                .flatMap(known -> done(word, known))
                .map(joined -> new Outcome(client, joined, null))
                .onErrorReturn(error -> kept(client, Fault.from(error)));
    }

    /** Gives whether a fetch was there already. */
    private Single<Boolean> done(Word word, Client client) {
        var tenant = client.tenant();
        var person = word.person();
        return switch (word.deed()) {
            case ACTIVATE -> switching.activate(tenant, client.id(), person).map(on -> false);
            case DEACTIVATE -> switching.deactivate(tenant, client.id(), person).map(off -> false);
            case SEND -> switching.send(tenant, client.id(), person).map(made -> !made);
            case REMOVE_FIGURES ->
                removals.ask(client, word.integration(), true, person).map(removal -> false);
            case REMOVE ->
                removals.ask(client, word.integration(), false, person).map(removal -> false);
        };
    }

    private static Outcome kept(ClientId client, Fault fault) {
        if (fault.kind() != Cause.Kind.BAD_INPUT) {
            log.atError().addKeyValue("client", client.value()).setCause(fault).log("one of many failed");
        }
        return new Outcome(client, false, fault);
    }

    /** The line of all together; the same form's second line is refused by the database. */
    private Completable told(Word word, List<Outcome> outcomes, long already) {
        long done = outcomes.stream().filter(Outcome::isDone).count();
        if (done == 0) {
            return Completable.complete();
        }
        var line = AuditLine.done(word.integration().tenant(), word.person(), word.deed().told)
                .about(word.integration().id())
                .detail(done + already + " " + word.form());
        return AuditTrail.write(database, line)
                .onErrorResumeNext(error ->
                        Fault.is(error, Cause.ALREADY_EXISTS) ? Completable.complete() : Completable.error(error));
    }
}
