/**
 * A Visma of our own, for trying and testing: an identity server, the API's read side, and a demo sign-in.
 *
 * <p>It answers as facts.md documents the real one, oddities included, from books grown out of a seed. It
 * stands aside: {@code Main} starts it, nobody imports it, it may use the {@code kernel} only, and it is
 * not part of the production image.
 *
 * <p>A test compares with the truth by {@code sandbox.company(id).books()}: {@code vouchers()} are all vouchers
 * with their rows as they stand, {@code chart()} and {@code years()} the accounts and fiscal years, {@code
 * openingBalances()} what the first year began with, {@code balances(day)} every account at the end of a day.
 * Amounts are whole øre, debit positive; {@code add}, {@code change}, {@code redate} and {@code delete} move that same truth,
 * {@code sandbox.company(id).trade()} tells who is owed what in it,
 * and {@link no.sticos.erp.sandbox.faults.FaultScript} spoils answers only, never the truth.
 */
@NullMarked
package no.sticos.erp.sandbox;

import org.jspecify.annotations.NullMarked;
