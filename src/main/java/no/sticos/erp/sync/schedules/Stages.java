package no.sticos.erp.sync.schedules;

import java.util.Optional;
import java.util.stream.Stream;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.sync.Reading;

/** {@link Reading#after} for all clients of a statement at once: three columns, a row for each stage that may be last. */
final class Stages {
    private Stages() {}

    /** The stage that published a client's books; {@code ''} for books that were never published. */
    static String[] last() {
        return lasts().map(last -> last.map(Stage::name).orElse("")).toArray(String[]::new);
    }

    /** The stage that comes after it. */
    static String[] after(Reading reading) {
        return lasts().map(last -> reading.after(last).name()).toArray(String[]::new);
    }

    private static Stream<Optional<Stage>> lasts() {
        return Stream.concat(
                Stream.of(Optional.empty()), Stream.of(Stage.values()).map(Optional::of));
    }
}
