package no.sticos.erp.sync;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.ledger.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the portal shows of one client in a list, read in one go.
 *
 * @param id the client
 * @param integration where it was connected
 * @param state the one state that its row shows
 * @param identity who it is
 * @param active whether a person has switched it on
 * @param switchedBy who last switched it on or off; null if nobody has
 * @param switchedAt when
 * @param connectedBy who connected it
 * @param connectedAt when
 * @param responsible who answers for it
 * @param apiActive whether the last call to Visma with its consent succeeded
 * @param consentCause why the consent ended, a cause's key; null while it works
 * @param books what is published; null if nothing is
 * @param run the newest run; null if there was none
 */
public record ClientView(
        ClientId id,
        IntegrationId integration,
        ClientState state,
        Identity identity,
        boolean active,
        @Nullable String switchedBy,
        @Nullable Instant switchedAt,
        String connectedBy,
        Instant connectedAt,
        String responsible,
        boolean apiActive,
        @Nullable String consentCause,
        @Nullable Books books,
        @Nullable Run run) {

    /**
     * Who a client is.
     *
     * @param name as Visma has it
     * @param kind ORGNR, PERSONAL, MISSING or INVALID
     * @param orgnr nine digits; null without one
     * @param unreadable what could not be read as an orgnr; null otherwise
     * @param holder the active client that has the same identity; null if there is none
     * @param holderName its name
     */
    public record Identity(
            String name,
            String kind,
            @Nullable String orgnr,
            @Nullable String unreadable,
            @Nullable ClientId holder,
            @Nullable String holderName) {}

    /**
     * What is published of the client.
     *
     * @param gen the current generation, from 1
     * @param publishedAt when it was published
     * @param verifiedAt when it was last found unchanged
     * @param verdict what the proof says
     * @param reason why it is unknown, a cause's key; null if it is not
     * @param deviatingAccounts accounts that differ from Visma's balances
     * @param largestDifference the largest of those differences, absolute; null if there is none
     * @param deviatingChecks the checks that found deviations
     */
    public record Books(
            int gen,
            Instant publishedAt,
            Instant verifiedAt,
            Verdict verdict,
            @Nullable String reason,
            int deviatingAccounts,
            @Nullable BigDecimal largestDifference,
            List<String> deviatingChecks) {
        /** Keeps its own copy. */
        public Books {
            deviatingChecks = List.copyOf(deviatingChecks);
        }
    }

    /**
     * The newest run.
     *
     * @param state QUEUED, RUNNING, DONE, PARTIAL, HELD or FAILED
     * @param stage what it reads
     * @param startedAt null while it is queued
     * @param waitingUntil until when it waits for Visma's quota; null if it does not
     * @param notBefore when a queued run may start
     * @param cause what went wrong, a cause's key; null if nothing did
     * @param causeArgs what fills the cause's text
     * @param reference finds the moment in the log; null if there is none
     * @param queuePlace from 1; null unless it is queued and its time has come
     * @param startsIn when runs of its kind usually would start, not negative; null unless it is queued, and when
     *     that time is over or nobody knows it
     * @param left how long it will go on at its own pace; null unless it is running, and as long as too little
     *     is known
     * @param parts how far each resource has come; empty unless it is under way
     * @param years how far the vouchers of each fiscal year have come, in the order of reading; empty before the
     *     first of them
     * @param leaving the removal that it is a part of; null unless the client's state is {@code DELETING}
     */
    public record Run(
            String state,
            Stage stage,
            @Nullable Instant startedAt,
            @Nullable Instant waitingUntil,
            Instant notBefore,
            @Nullable String cause,
            List<String> causeArgs,
            @Nullable String reference,
            @Nullable Integer queuePlace,
            @Nullable Duration startsIn,
            @Nullable Duration left,
            List<Part> parts,
            List<YearPart> years,
            @Nullable Leaving leaving) {
        /** Keeps its own copies. */
        public Run {
            years = List.copyOf(years);
            causeArgs = List.copyOf(causeArgs);
            parts = List.copyOf(parts);
        }

        /** How far the whole fetch has come, 0 to 99; the stages of a first load count as one fetch. */
        public int percent() {
            return Progress.percent(stage, parts);
        }
    }

    /**
     * A removal under way.
     *
     * @param removal its number
     * @param startsAt until when it can be undone
     * @param undoable whether that time has not come yet
     */
    public record Leaving(long removal, Instant startsAt, boolean undoable) {}

    /**
     * How far a run has come in a resource.
     *
     * @param resource the resource's id
     * @param documents documents read
     * @param expected documents that there are, as far as is known
     * @param complete whether it is whole
     */
    public record Part(String resource, long documents, long expected, boolean complete) {}

    /**
     * How far a run has come with the vouchers of one fiscal year.
     *
     * @param year the year that it begins in
     * @param documents vouchers read; null for a year whose part of what was read is not known any more
     * @param expected vouchers that there are; null as long as, or when no longer, known
     * @param complete whether it is whole
     */
    public record YearPart(int year, @Nullable Long documents, @Nullable Long expected, boolean complete) {}
}
