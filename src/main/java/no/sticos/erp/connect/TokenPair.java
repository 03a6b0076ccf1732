package no.sticos.erp.connect;

import no.sticos.erp.kernel.Secret;

/**
 * The tokens of one grant, in clear; only between the cipher and the call that needs them.
 *
 * @param access the access token
 * @param refresh the refresh token
 */
record TokenPair(Secret access, Secret refresh) {}
