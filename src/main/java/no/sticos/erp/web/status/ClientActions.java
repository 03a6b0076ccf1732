package no.sticos.erp.web.status;

import org.jspecify.annotations.Nullable;

/**
 * What may be done with a client now; a control that is refused is shown, and says why.
 *
 * @param delete remove the client
 * @param send fetch and send now
 * @param deleteAccounts remove what was fetched
 * @param activate switch on, or off when it is on
 */
public record ClientActions(Action delete, Action send, Action deleteAccounts, Action activate) {
    /**
     * One control.
     *
     * @param refusal the last part of {@code row.disabled.<refusal>}; null = may be pressed
     */
    public record Action(@Nullable String refusal) {
        /** May be pressed. */
        public static Action ready() {
            return new Action(null);
        }

        /** Refused because of {@code row.disabled.<refusal>}. */
        public static Action refused(String refusal) {
            return new Action(refusal);
        }

        /** Whether it may be pressed. */
        public boolean isReady() {
            return refusal == null;
        }
    }
}
