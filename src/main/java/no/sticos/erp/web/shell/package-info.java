/**
 * What every page stands in: who asks, what is answered, how it is written.
 *
 * <p>Texts, formats, assets and the renderer; the session of a request; the headers, the token against forged
 * requests, and the one place where a fault becomes words. It knows no page: the groups of pages know it.
 */
@NullMarked
package no.sticos.erp.web.shell;

import org.jspecify.annotations.NullMarked;
