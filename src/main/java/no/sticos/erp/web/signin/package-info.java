/**
 * Signing in and out, and how long a person stays signed in.
 */
@NullMarked
package no.sticos.erp.web.signin;

import org.jspecify.annotations.NullMarked;
