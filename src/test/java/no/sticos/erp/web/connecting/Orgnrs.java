package no.sticos.erp.web.connecting;

import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.Orgnr;

/** Numbers that hold, of nobody: they begin with 31, which is kept for tests. */
final class Orgnrs {
    private Orgnrs() {}

    static List<String> valid(int count) {
        return IntStream.range(310_001_000, 310_100_000)
                .mapToObj(Integer::toString)
                .filter(digits -> Orgnr.read(digits).isPresent())
                .limit(count)
                .toList();
    }
}
