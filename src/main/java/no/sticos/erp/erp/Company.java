package no.sticos.erp.erp;

import org.jspecify.annotations.Nullable;

/**
 * A company as the accounting system introduces it (facts.md §1.5).
 *
 * @param id the system's own stable identity of the company; never empty
 * @param name as given
 * @param identity orgnr or personal number as given, free text; null where there is none
 * @param countryCode ISO 3166 alpha-2; decides how {@code identity} is read
 * @param open false when the company is inactive
 */
public record Company(String id, String name, @Nullable String identity, String countryCode, boolean open) {}
