package no.sticos.erp.web.shell;

/**
 * What all groups of pages share.
 *
 * @param rooms what they show
 * @param settings where the portal is
 * @param pages how they look
 * @param messages what they say
 */
public record Shell(Rooms rooms, WebSettings settings, Pages pages, Messages messages) {}
