package no.sticos.erp.web.signin;

import no.sticos.erp.web.shell.View;

/**
 * The pages of a person who is not signed in.
 *
 * @param kind which of them
 */
public record SignInPage(Kind kind) implements View {
    @Override
    public String template() {
        return "signin/page";
    }

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
