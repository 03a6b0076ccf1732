package no.sticos.erp.events;

import org.jspecify.annotations.Nullable;

/**
 * One message to one product, in its wire form.
 *
 * @param eventId the same whenever the same thing is sent again
 * @param text JSON
 * @param trace of what led to it, sent as the header {@code traceparent}; null if that was not traced
 */
record Message(String eventId, String text, @Nullable String trace) {}
