/**
 * A page for the person who shows the demo: plays the people who work in Visma while the gateway reads.
 *
 * <p>It answers on this machine only, and only forms of its own; it has no users.
 */
@NullMarked
package no.sticos.erp.sandbox.control;

import org.jspecify.annotations.NullMarked;
