/**
 * Who and what exists in the sandbox: Visma users, their companies, and the people of the demo sign-in.
 *
 * <p>A {@link no.sticos.erp.sandbox.universe.SandboxUniverse} is a definition and never changes; a {@link
 * no.sticos.erp.sandbox.universe.Company} is one of its companies come alive, with books and a state that a
 * test may switch. Every name is invented, every organisation number belongs to the 3-series that nobody has.
 */
@NullMarked
package no.sticos.erp.sandbox.universe;

import org.jspecify.annotations.NullMarked;
