/**
 * A page that is told what has changed, by server-sent events: bounded, and for as long as somebody listens.
 *
 * <p>It knows nothing of what the events are about.
 */
@NullMarked
package no.sticos.erp.web.live;

import org.jspecify.annotations.NullMarked;
