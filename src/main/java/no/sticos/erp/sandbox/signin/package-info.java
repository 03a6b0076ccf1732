/**
 * A sign-in for the demo: an OpenID provider where a visitor chooses which invented person to be.
 *
 * <p>It has its own issuer below the sandbox's address, asks for PKCE, and puts the firm and the roles into
 * the ID token under configurable claim names.
 */
@NullMarked
package no.sticos.erp.sandbox.signin;

import org.jspecify.annotations.NullMarked;
