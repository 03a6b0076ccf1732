package no.sticos.erp.sandbox.identifiers;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.kernel.Orgnr;

/** Organisation numbers that pass the check and belong to nobody: the 3-series is for tests (domain.md §1.1). */
public final class SyntheticOrgnr {
    private static final int FIRST = 31_000_000;

    private SyntheticOrgnr() {}

    /** The valid number with this place in the series. */
    public static String of(int place) {
        return all().skip(place).findFirst().orElseThrow();
    }

    /** All of them in order; numbers whose check digit would be 10 are left out. */
    public static Stream<String> all() {
        return IntStream.iterate(FIRST, stem -> stem + 1)
                .boxed()
                .flatMap(stem -> IntStream.rangeClosed(0, 9).mapToObj(check -> stem + "" + check))
                .filter(digits -> Orgnr.read(digits).isPresent());
    }
}
