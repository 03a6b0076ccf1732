/**
 * A Visma of our own, for trying and testing: an identity server, the API's read side, and a demo sign-in.
 *
 * <p>It answers as facts.md documents the real one, oddities included, from books grown out of a seed. It
 * stands aside: {@code Main} starts it, nobody imports it, it may use the {@code kernel} only, and it is
 * not part of the production image.
 */
@NullMarked
package no.sticos.erp.sandbox;

import org.jspecify.annotations.NullMarked;
