/**
 * How the sandbox answers over HTTP: a {@link no.sticos.erp.sandbox.http.Reply} is worked out first and sent by
 * one class, so that a fault can replace, spoil or delay any answer.
 */
@NullMarked
package no.sticos.erp.sandbox.http;

import org.jspecify.annotations.NullMarked;
