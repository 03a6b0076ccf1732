/**
 * The JSON API: what the pages show and do, for a firm's own programs, below {@code /api/v1}.
 *
 * <p><b>One source of truth.</b> {@code openapi.json}, which is served as it stands, decides each operation's method,
 * address, scope, parameters and body: {@link no.sticos.erp.web.api.ApiRoutes} mounts what it says, checks requests by its
 * schemas, and refuses to start if an operation has no answer here or an answer no operation. That answers are as it says,
 * tests hold. What a page does and no operation, they name too.
 *
 * <p><b>Who comes</b> says a key ({@link no.sticos.erp.connect.ApiKeys}) in the header {@code Authorization}, and nothing
 * else does: a session's cookie is not looked at, so that no other site can have a browser call, and no token against forged
 * requests is needed; no header lets other sites' pages read. A key acts as itself in the trail. It has no person's things:
 * neither alerts nor a queue of its own, and it begins no way to Visma, since that is bound to the browser that goes it.
 *
 * <p><b>Rules</b> are those of the rooms below, which is why the same call twice is done once here too. Amounts are decimal
 * text, since most readers make doubles of JSON numbers; ids are numbers; times are UTC. Lists go on behind the last item
 * (a keyset), never from a page's number. Faults are problems (RFC 9457) in the same words as on pages.
 */
@NullMarked
package no.sticos.erp.web.api;

import org.jspecify.annotations.NullMarked;
