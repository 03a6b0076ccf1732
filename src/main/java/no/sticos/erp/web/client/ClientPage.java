package no.sticos.erp.web.client;

import java.time.Instant;
import java.util.List;
import no.sticos.erp.ledger.LockedChanges;
import no.sticos.erp.ledger.TrialBalance;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Link;
import no.sticos.erp.web.shell.Scopes;
import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.status.StatusCell;
import org.jspecify.annotations.Nullable;

/**
 * One client: is it right, how old is it, where did it go.
 *
 * @param frame who, for whom, and what may be done
 * @param status its state in words
 * @param next the one thing to do; null = it goes on by itself
 * @param tiles the four figures on top
 * @param proof the comparison with Visma; null = nothing has been fetched
 * @param deliveries one a product
 * @param consent null = never connected
 * @param runs the newest first, at most five
 * @param years the newest fiscal years, newest first; empty if nothing is published
 * @param locked the newest changes in locked periods
 * @param stored what the nights found out about what is stored
 */
public record ClientPage(
        ClientFrame frame,
        StatusCell status,
        @Nullable NextStep next,
        Tiles tiles,
        @Nullable ProofPanel proof,
        List<Delivery> deliveries,
        @Nullable Consent consent,
        List<RunLine> runs,
        List<TrialBalance.Year> years,
        List<LockedChanges.Change> locked,
        Stored stored)
        implements View {
    @Override
    public String template() {
        return "client/page";
    }

    /** Copies the lists. */
    public ClientPage {
        deliveries = List.copyOf(deliveries);
        runs = List.copyOf(runs);
        years = List.copyOf(years);
        locked = List.copyOf(locked);
    }

    /** Whether something goes on or waits without anybody having to do anything. */
    public boolean underWay() {
        return switch (status.state()) {
            case QUEUED, RUNNING, WAITING -> true;
            case DELETING -> next == null;
            default -> false;
        };
    }

    /** Whether it is on its way out. */
    public boolean leaves() {
        return status.state() == ClientState.DELETING;
    }

    /** How many products have the published generation. */
    public long delivered() {
        return deliveries.stream().filter(Delivery::upToDate).count();
    }

    /** The first product that lags, or null. */
    public @Nullable Delivery lagging() {
        return deliveries.stream()
                .filter(delivery -> delivery.lag() > 0)
                .findFirst()
                .orElse(null);
    }

    /**
     * The box that says what to do.
     *
     * @param color warning or danger
     * @param icon a symbol
     * @param title what to do
     * @param text why
     * @param button how
     */
    public record NextStep(String color, String icon, String title, String text, Link button) {}

    /**
     * The four figures on top.
     *
     * @param updated when the generation shown was published; null = never
     * @param generation its number; 0 = none
     * @param nextFetch when it is fetched again; null = not planned
     * @param lastProved when it was last proved right; null = never
     * @param vouchers in the generation shown
     * @param rows voucher rows in the generation shown
     * @param years first and last fiscal year, {@code 2024–2026}; may be empty
     */
    public record Tiles(
            @Nullable Instant updated,
            long generation,
            @Nullable Instant nextFetch,
            @Nullable Instant lastProved,
            long vouchers,
            long rows,
            String years) {}

    /**
     * What is stored, held against what was stored once and against the accounting system.
     *
     * @param altered what a person is told if something is not as it was stored, in words; null if all is well
     * @param checkedAt when all of it was last looked at; null = not yet
     * @param versions how many versions that were
     * @param spotChecked vouchers read again from the accounting system in the last thirty days
     * @param spotDiffering how many of them were not here as they are there
     */
    public record Stored(
            @Nullable String altered,
            @Nullable Instant checkedAt,
            long versions,
            long spotChecked,
            long spotDiffering) {}

    /**
     * How far a product has come.
     *
     * @param product its name
     * @param id its name in addresses
     * @param generation what it has acknowledged; 0 = nothing
     * @param acknowledged when; null = never
     * @param lag generations that it has not acknowledged
     * @param lagTime how long it has been behind, in words of {@link Formats}; may be empty
     * @param retry when it is tried again; null = no attempt has failed
     * @param code what it answered last instead of taking it; null = it did not answer
     * @param halt why nothing more is tried until somebody asks for it
     * @param resumable whether this person may have it tried now
     */
    public record Delivery(
            String product,
            String id,
            long generation,
            @Nullable Instant acknowledged,
            long lag,
            String lagTime,
            @Nullable Instant retry,
            @Nullable Integer code,
            Halt halt,
            boolean resumable) {
        /** Why nothing more is tried. */
        public enum Halt {
            /** It is. */
            NONE,
            /** The product asked for it. */
            PAUSED,
            /** It was tried too often. */
            PARKED
        }

        /** Whether it has all there is. */
        public boolean upToDate() {
            return lag == 0 && generation > 0;
        }
    }

    /**
     * The consent at Visma; never a token.
     *
     * @param works the last call with it succeeded
     * @param company the company's name at Visma
     * @param by who consented
     * @param given when
     * @param renewed when the token was last renewed; null = never
     * @param lockedTo the day up to which the books are locked, formatted; null = not locked
     * @param scopes what it covers
     */
    public record Consent(
            boolean works,
            String company,
            String by,
            Instant given,
            @Nullable Instant renewed,
            @Nullable String lockedTo,
            List<Scopes.Box> scopes) {}

    /**
     * One attempt to bring the client up to date.
     *
     * @param started when
     * @param by a person's name; null = the schedule
     * @param took how long, formatted
     * @param added new documents; null = nothing was published
     * @param changed changed documents; null = nothing was published
     * @param deleted vanished documents; null = nothing was published
     * @param result the state it left
     * @param generation the generation it published; null = none
     * @param why why it failed, was held back or lacks a part, in words; null if it is whole
     * @param reference finds the moment in the log; null without one
     */
    public record RunLine(
            Instant started,
            @Nullable String by,
            String took,
            @Nullable Long added,
            @Nullable Long changed,
            @Nullable Long deleted,
            ClientState result,
            @Nullable Long generation,
            @Nullable String why,
            @Nullable String reference) {
        /** A count, or a dash. */
        public static String count(@Nullable Long number) {
            return number == null ? Formats.NO_VALUE : Formats.count(number);
        }
    }
}
