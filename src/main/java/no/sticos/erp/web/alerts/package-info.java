/**
 * «Varsler»: what a person is told by mail of the clients that they answer for.
 */
@NullMarked
package no.sticos.erp.web.alerts;

import org.jspecify.annotations.NullMarked;
