package no.sticos.erp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What was left on the heap after collections, by the log that {@code -Xlog:gc} writes, in MB. */
public final class Heap {
    /** Options of a virtual machine of 128 MB that writes the log into its folder. */
    public static final List<String> SMALL = List.of("-Xmx128m", "-Xlog:gc:file=gc.log");

    private static final Pattern COLLECTION = Pattern.compile("\\[([0-9.]+)s].* \\d+M->(\\d+)M\\((\\d+)M\\)");
    private static final int SECONDS = 60;

    private final List<Left> left;

    private record Left(double minute, double megabytes) {}

    /** Reads the log as it is now. */
    public Heap(Path log) {
        try {
            left = COLLECTION
                    .matcher(Files.readString(log))
                    .results()
                    .map(each ->
                            new Left(Double.parseDouble(each.group(1)) / SECONDS, Double.parseDouble(each.group(2))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most that was left in the second half of the collections ÷ in the first. */
    public double growth() {
        int middle = left.size() / 2;
        return most(left.subList(middle, left.size())) / most(left.subList(0, middle));
    }

    /** How many MB more are left each minute: the straight line through all but the first quarter of the collections. */
    public double slope() {
        var warm = left.subList(left.size() / 4, left.size());
        double minute = warm.stream().mapToDouble(Left::minute).average().orElseThrow();
        double megabytes = warm.stream().mapToDouble(Left::megabytes).average().orElseThrow();
        double together = warm.stream()
                .mapToDouble(each -> (each.minute() - minute) * (each.megabytes() - megabytes))
                .sum();
        return together
                / warm.stream()
                        .mapToDouble(each -> (each.minute() - minute) * (each.minute() - minute))
                        .sum();
    }

    private static double most(List<Left> each) {
        return each.stream().mapToDouble(Left::megabytes).max().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f MB after a collection at most, of %d in %.1f min; %+.2f MB a minute",
                most(left),
                left.size(),
                left.get(left.size() - 1).minute() - left.get(0).minute(),
                slope());
    }
}
