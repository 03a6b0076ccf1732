package no.sticos.erp.clients;

import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail: who did what to whom, and what came of it.
 *
 * @param tenant the firm whose trail it is
 * @param actor who did it
 * @param action what
 * @param outcome what came of it
 * @param subject what it was done to
 * @param detail a cause's key or a count; never an amount, a token or a personal number; null if nothing to add
 * @param reference the number that a person was shown with a failure; null without one
 */
public record AuditLine(
        TenantId tenant,
        Person actor,
        AuditAction action,
        Outcome outcome,
        Subject subject,
        @Nullable String detail,
        @Nullable String reference) {

    /** What came of it. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** A rule said no, and nothing was changed. */
        REFUSED,
        /** It was tried and went wrong. */
        FAILED
    }

    /**
     * What a line is about; the name is kept because the client may be removed later.
     *
     * @param integration null when it concerns none
     * @param client null when it concerns none
     * @param clientName null when there is no name to keep
     */
    public record Subject(@Nullable IntegrationId integration, @Nullable ClientId client, @Nullable String clientName) {
        static final Subject NONE = new Subject(null, null, null);
    }

    /** Something that was done. */
    public static AuditLine done(TenantId tenant, Person actor, AuditAction action) {
        return new AuditLine(tenant, actor, action, Outcome.DONE, Subject.NONE, null, null);
    }

    /** Something that was refused, with the cause's key as its detail. */
    public static AuditLine refused(TenantId tenant, Person actor, AuditAction action, Cause cause) {
        return new AuditLine(tenant, actor, action, Outcome.REFUSED, Subject.NONE, cause.key(), null);
    }

    /** Something that went wrong, with the cause's key as its detail. */
    public static AuditLine failed(TenantId tenant, Person actor, AuditAction action, Fault fault) {
        return new AuditLine(
                tenant,
                actor,
                action,
                Outcome.FAILED,
                Subject.NONE,
                fault.reason().key(),
                null);
    }

    /** The same line about a client. */
    public AuditLine about(Client client) {
        return about(new Subject(client.integration(), client.id(), client.name()));
    }

    /** The same line about an integration. */
    public AuditLine about(IntegrationId integration) {
        return about(new Subject(integration, null, null));
    }

    /** The same line about this. */
    public AuditLine about(Subject other) {
        return new AuditLine(tenant, actor, action, outcome, other, detail, reference);
    }

    /** The same line with a detail. */
    public AuditLine detail(String text) {
        return new AuditLine(tenant, actor, action, outcome, subject, text, reference);
    }

    /** The same line with the reference that a person was shown. */
    public AuditLine reference(String text) {
        return new AuditLine(tenant, actor, action, outcome, subject, detail, text);
    }
}
