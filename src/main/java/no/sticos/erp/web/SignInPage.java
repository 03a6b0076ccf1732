package no.sticos.erp.web;

/**
 * The pages of a person who is not signed in.
 *
 * @param kind which of them
 */
public record SignInPage(Kind kind) {
    /** Why the person sees it. */
    public enum Kind {
        /** Not signed in yet. */
        FIRST,
        /** Signed out by their own wish. */
        SIGNED_OUT,
        /** Away for too long. */
        EXPIRED,
        /** The sign-in did not pass our checks. */
        REFUSED
    }
}
