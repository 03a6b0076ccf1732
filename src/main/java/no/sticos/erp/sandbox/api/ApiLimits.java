package no.sticos.erp.sandbox.api;

/**
 * How calls are limited.
 *
 * @param byTemplate whether ids in a path share one bucket; Visma's documentation leaves it open (facts.md §3.1)
 */
public record ApiLimits(Quota quota, boolean byTemplate) {}
