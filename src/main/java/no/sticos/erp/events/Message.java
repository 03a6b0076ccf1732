package no.sticos.erp.events;

/**
 * One message to one product, in its wire form.
 *
 * @param eventId the same whenever the same thing is sent again
 * @param text JSON
 */
record Message(String eventId, String text) {}
