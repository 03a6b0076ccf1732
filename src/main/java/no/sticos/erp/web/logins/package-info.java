/**
 * «Pålogginger»: sign-ins at Visma that wait for a person, all systems of the firm together.
 */
@NullMarked
package no.sticos.erp.web.logins;

import org.jspecify.annotations.NullMarked;
