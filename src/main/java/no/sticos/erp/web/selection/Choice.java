package no.sticos.erp.web.selection;

import no.sticos.erp.kernel.ClientId;

/**
 * A chosen client before anything is done.
 *
 * @param client which
 * @param name its name; what stands for it if there is no such client
 * @param known whether there is such a client
 * @param offered whether its own row offers what is asked
 * @param so whether it is already as it would become, so that it is left alone and counts as done
 * @param why why its row does not offer it; empty if it does
 */
record Choice(ClientId client, String name, boolean known, boolean offered, boolean so, String why) {}
