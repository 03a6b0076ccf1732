/**
 * Who may come in, and what Visma lets us read: portal sign-in and sessions, consents and their tokens.
 *
 * <p><b>Consents.</b> One grant is one user and one company. Its tokens are encrypted with the firm and the
 * client as associated data ({@link no.sticos.erp.connect.TokenCipher}), so that a row copied to another
 * client opens nothing. {@link no.sticos.erp.connect.TokenKeeper} renews them: at most one refresh at a
 * time in the whole cluster, by a lease on the grant's row; the call runs outside any transaction and its
 * answer is stored only if nobody stored another one meanwhile. All times that decide are the database's.
 * A grant ends only when the accounting system says so; until then nothing here gives up on it.
 * <i>ApiAktiv</i> is {@code api_active}: the last call with this grant succeeded. A company that refuses its
 * calls keeps its grant, with the cause beside it; an ended grant has no tokens left. A grant that nobody uses
 * is renewed now and then ({@link no.sticos.erp.connect.KeepAlive}), lest its refresh token dies of idleness.
 *
 * <p><b>Flows.</b> A sign-in under way is a row that knows its state only by hash, lives ten minutes, works
 * once, and only for the browser that began it ({@link no.sticos.erp.connect.SignInFlows}). A consent that
 * leads nowhere is revoked at the accounting system as well as may be.
 *
 * <p><b>Queues.</b> A person brings many clients in one after the other ({@link no.sticos.erp.connect.ConnectQueues}):
 * a flow that was begun from a queue names the one whose turn it was, and any company that stands in the queue counts.
 * A consent to another one waits, encrypted for its own row, for that person's word, and is revoked after ten minutes
 * ({@link no.sticos.erp.connect.HeldConsents}); who is signed in again gets no such choice.
 *
 * <p><b>Links.</b> Who holds the right at the accounting system need not be of the firm: a link ({@link
 * no.sticos.erp.connect.Invitations}) stands in for a session, for one company, seven days, once. Its way is bound to it
 * and to the browser ({@link no.sticos.erp.connect.Inviting}); the person of the firm who made it answers for what comes.
 *
 * <p><b>Sessions</b> are rows in Postgres, known by the hash of a cookie; no token is ever in one. Signing in and
 * out stands in the firm's trail. What is over is removed by {@link no.sticos.erp.connect.Housekeeping}.
 *
 * <p><b>Keys</b> ({@link no.sticos.erp.connect.ApiKeys}) let a firm's own programs in. They live here, beside sessions,
 * because they answer the same question, who comes; what a key may do stands in its scopes, not in a person's rights, and
 * in the trail it stands as itself.
 *
 * <p><b>Portal sign-in</b> uses {@code OAuth2Auth} for discovery, the address, the exchange and the key set,
 * and trusts none of its verdicts by default: it lets a user in whose id token failed its checks. What it
 * does reliably is to hand out the decoded id token only after checking its signature with the key set; a
 * missing one is a refusal here, after the keys were read once more if it names one that we do not know. Nonce,
 * issuer, audience and expiry are checked once more by {@link no.sticos.erp.connect.PortalSignIn} itself.
 */
@NullMarked
package no.sticos.erp.connect;

import org.jspecify.annotations.NullMarked;
