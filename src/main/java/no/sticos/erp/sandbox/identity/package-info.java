/**
 * Visma's identity server as facts.md §1 documents it: sign-in, company choice, consent, tokens, revocation.
 *
 * <p>A person walks through three pages; each posts to the next, and a {@code flow} that the server keeps for
 * ten minutes binds them together. A grant is one user and one company. Refresh tokens are kept as hashes;
 * access tokens are JWTs that nobody keeps.
 */
@NullMarked
package no.sticos.erp.sandbox.identity;

import org.jspecify.annotations.NullMarked;
