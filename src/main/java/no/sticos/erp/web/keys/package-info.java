/**
 * «API-nøkler»: the keys of a firm's own programs, made, listed and revoked by its people. What the programs may then call
 * is {@code web.api}.
 */
@NullMarked
package no.sticos.erp.web.keys;

import org.jspecify.annotations.NullMarked;
