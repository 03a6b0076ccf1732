package no.sticos.erp.web;

import org.jspecify.annotations.Nullable;

/**
 * The set-up help; open without sign-in.
 *
 * @param viewer null = not signed in
 * @param topic which page of it
 */
public record HelpPage(@Nullable Viewer viewer, Topic topic) {
    /** The pages of the help. */
    public enum Topic {
        /** Setting up Visma eAccounting. */
        VISMA,
        /** Systems on a firm's own machines. */
        LOCAL,
        /** Other systems. */
        OTHER
    }
}
