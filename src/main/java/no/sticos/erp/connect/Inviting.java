package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import no.sticos.erp.clients.AuditAction;
import no.sticos.erp.clients.AuditLine;
import no.sticos.erp.clients.AuditTrail;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.connect.ConsentWriter.Given;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;

/**
 * Takes somebody who has a firm's link to the accounting system and back, without a session.
 *
 * <p>The way is bound to the link and to the browser that left; nothing but the company of the link is ever stored, and
 * the link is used up in the transaction that stores it. A try that leads nowhere leaves the link as it is.
 */
public final class Inviting {
    /** Marks the states of these ways, so that the one callback knows who has come back. */
    private static final String MARK = "invited.";

    private final Connecting.Rooms rooms;
    private final SignIn signIn;
    private final Consenting consenting;
    private final ConsentWriter writer;

    /** Signs in at {@code signIn}, where {@code scopes} are asked for. */
    public Inviting(
            Connecting.Rooms rooms,
            SignIn signIn,
            TokenCipher cipher,
            IdentityReader identities,
            Set<String> scopes,
            Scheduler timer) {
        this.rooms = rooms;
        this.signIn = signIn;
        this.consenting = new Consenting(rooms.database(), signIn, identities, timer);
        this.writer = new ConsentWriter(rooms, cipher, scopes);
    }

    /**
     * A way that has begun.
     *
     * @param location where to send the browser
     * @param cookie what the browser must bring back
     */
    public record Start(URI location, Secret cookie) {}

    /**
     * What came of it.
     *
     * @param invitation the link
     * @param outcome what it led to
     */
    public record Came(Invitation invitation, ConnectOutcome outcome) {}

    /** Whether a browser comes back from such a way. */
    public static boolean isWayOf(Callback callback) {
        var state = callback.state();
        return state != null && state.reveal().startsWith(MARK);
    }

    /** Begins; {@code FLOW_OLD} if the link cannot be used. */
    public Single<Start> start(Secret token) {
        return rooms.database()
                .forGateway(tx -> InvitationTable.find(tx, token, null).switchIfEmpty(tooLate()))
                .flatMap(this::begun);
    }

    /** Ends. Fails with {@code FLOW_OLD} if the way or its link is over, and when the database does. */
    public Single<Came> finish(Secret cookie, Callback callback) {
        var state = Objects.requireNonNull(callback.state(), "isWayOf has seen it");
        return rooms.flows()
                .take(Flow.Kind.VISMA, state, RandomKey.hash(cookie))
                .flatMap(flow -> invitation(flow).flatMap(invitation -> returned(invitation, flow, callback)));
    }

    private Single<Start> begun(Invitation invitation) {
        return Single.defer(() -> {
            var state = Secret.of(MARK + RandomKey.next().reveal());
            var verifier = RandomKey.next();
            var cookie = RandomKey.next();
            var flow = new Flow(Flow.Kind.VISMA, RandomKey.hash(cookie), target(invitation), null, verifier, null);
            return rooms.flows()
                    .begin(state, flow)
                    .andThen(Single.fromCallable(
                            () -> new Start(signIn.authorizeUrl(state.reveal(), verifier), cookie)));
        });
    }

    private static Flow.Target target(Invitation invitation) {
        var wanted = invitation.wanted();
        return new Flow.Target(invitation.tenant(), wanted.integration(), wanted.client(), null, invitation.id());
    }

    private Single<Invitation> invitation(Flow flow) {
        var target = Objects.requireNonNull(flow.target(), "the table's check gives each such flow a target");
        return rooms.database().forGateway(tx -> InvitationTable.find(tx, null, target.invitation())
                .switchIfEmpty(tooLate()));
    }

    private Single<Came> returned(Invitation invitation, Flow flow, Callback callback) {
        var target = target(invitation);
        return consenting
                .brought(invitation.giver(), flow, target, callback, consent -> land(invitation, consent))
                .onErrorResumeNext(Inviting::asOutcome)
                .map(outcome -> outcome instanceof ConnectOutcome.Refused refused ? refused.of(target) : outcome)
                .map(outcome -> new Came(invitation, outcome));
    }

    private Single<ConnectOutcome> land(Invitation invitation, Given consent) {
        return isWanted(invitation, consent)
                .flatMap(wanted -> wanted
                        ? rooms.database().forTenant(invitation.tenant(), tx -> landed(tx, invitation, consent))
                        : Single.error(Fault.of(
                                Cause.WRONG_COMPANY,
                                invitation.name(),
                                consent.company().name())));
    }

    private Single<Boolean> isWanted(Invitation invitation, Given consent) {
        var company = consent.company();
        var client = invitation.wanted().client();
        var orgnr = company.identity().orgnr();
        return client == null
                ? Single.just(orgnr != null
                        && orgnr.digits().equals(invitation.wanted().orgnr()))
                : rooms.clients().find(invitation.tenant(), client).map(known -> known.companyId()
                        .equals(company.companyId()));
    }

    private Single<ConnectOutcome> landed(Tx tx, Invitation invitation, Given consent) {
        var line = AuditLine.done(invitation.tenant(), consent.giver().person(), AuditAction.INVITATION_USED);
        return InvitationTable.use(tx, invitation.id())
                .flatMap(used -> used ? writer.write(tx, consent) : tooLate())
                .flatMap(outcome -> AuditTrail.write(tx, line.about(ConsentWriter.clientOf(outcome)))
                        .toSingleDefault(outcome));
    }

    /** That the link was used meanwhile is no outcome of it. */
    private static Single<ConnectOutcome> asOutcome(Throwable error) {
        return Fault.is(error, Cause.FLOW_OLD) ? Single.error(error) : Consenting.asOutcome(error);
    }

    private static <T> Single<T> tooLate() {
        return Single.error(() -> Fault.of(Cause.FLOW_OLD));
    }
}
