package no.sticos.erp.ledger;

import no.sticos.erp.kernel.ClientId;

/**
 * A client that this node looks after for a while.
 *
 * @param client whose turn it is
 * @param chore what is done
 * @param number raised by each claim; the fence of what is written in it
 * @param position where the pass goes on, in the chore's own words; empty at its beginning
 */
public record NightTurn(ClientId client, NightChore chore, long number, String position) {}
