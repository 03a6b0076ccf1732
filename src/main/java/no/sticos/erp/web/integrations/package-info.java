/**
 * «Integrasjoner» and «Ny integrasjon»: the firm's accounting systems at a glance.
 */
@NullMarked
package no.sticos.erp.web.integrations;

import org.jspecify.annotations.NullMarked;
