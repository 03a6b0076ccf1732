/**
 * «Ny klient»: the way to Visma's sign-in and back, and what came of it.
 */
@NullMarked
package no.sticos.erp.web.connecting;

import org.jspecify.annotations.NullMarked;
