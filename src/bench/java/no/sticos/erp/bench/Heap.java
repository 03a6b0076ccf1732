package no.sticos.erp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What was left on the heap after collections, by the log that {@code -Xlog:gc} writes, in MB. */
public final class Heap {
    private static final Pattern COLLECTION = Pattern.compile(" \\d+M->(\\d+)M\\((\\d+)M\\)");

    private final List<Integer> left;

    /** Reads the log as it is now. */
    public Heap(Path log) {
        try {
            left = COLLECTION
                    .matcher(Files.readString(log))
                    .results()
                    .map(each -> Integer.valueOf(each.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most that was left in the second half of the collections ÷ in the first. */
    public double growth() {
        int middle = left.size() / 2;
        return (double) most(left.subList(middle, left.size())) / most(left.subList(0, middle));
    }

    private static int most(List<Integer> each) {
        return each.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    @Override
    public String toString() {
        return "1 client, -Xmx128m: " + most(left) + " MB after a collection at most, of " + left.size();
    }
}
