package no.sticos.erp.sandbox.api;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.universe.Variant;

/**
 * Who may read a resource.
 *
 * @param scopes any of these is enough, beside {@code ea:api}
 * @param variants the product variants that have it
 */
record Reach(Set<String> scopes, Set<Variant> variants) {
    /** With a full or read-only scope of any of these areas. */
    static Reach of(Set<String> areas, Variant... variants) {
        var scopes = areas.stream()
                .flatMap(area -> Stream.of("ea:" + area, "ea:" + area + "_readonly"))
                .collect(Collectors.toUnmodifiableSet());
        return new Reach(scopes, Arrays.stream(variants).collect(Collectors.toUnmodifiableSet()));
    }
}
