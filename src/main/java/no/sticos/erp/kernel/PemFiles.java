package no.sticos.erp.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Who we are towards those who must prove themselves to us too: a key and certificate of our own, and the
 * authorities that others' certificates must come from. All PEM.
 */
public record PemFiles(Path key, Path certificate, Path trust) {
    /** Refuses files that this process cannot read. */
    public PemFiles {
        Stream.of(key, certificate, trust)
                .filter(file -> !Files.isReadable(file))
                .findFirst()
                .ifPresent(file -> {
                    throw new IllegalArgumentException("cannot read " + file);
                });
    }
}
