package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Single;

/**
 * Something that {@link Housekeeping} sees to again and again, in bounded batches.
 *
 * @param name for the log
 * @param batch does one batch each time it is subscribed to, and gives how many things it found to do
 */
public record Chore(String name, Single<Integer> batch) {}
