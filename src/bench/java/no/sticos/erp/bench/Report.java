package no.sticos.erp.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a bench as they come in: each printed beside its goal at the end, and written to {@code target/bench}.
 * One that is not reached is said to be so and fails nothing: machines differ, and the goal stays.
 */
public final class Report {
    private final String name;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, String> surroundings = new TreeMap<>();
    private final Map<String, List<String>> notes = new LinkedHashMap<>();

    /** Which side of the goal is good. */
    public enum Goal {
        /** As much as the goal or more. */
        AT_LEAST("≥"),
        /** As much as the goal or less. */
        AT_MOST("≤");

        private final String sign;

        Goal(String sign) {
            this.sign = sign;
        }
    }

    /** {@code load} is how many threads the machine had to carry on average in the minute before. */
    private record Figure(String what, List<Double> samples, Goal side, double goal, double load, String detail) {
        double median() {
            return Report.median(samples);
        }

        boolean isReached() {
            return side == Goal.AT_LEAST ? median() >= goal : median() <= goal;
        }
    }

    /** A report that is written to {@code name}.json. */
    public Report(String name) {
        this.name = name;
    }

    /** The middle one; of an even number the lower of the two. */
    public static double median(List<Double> samples) {
        return samples.stream().sorted().toList().get((samples.size() - 1) / 2);
    }

    /** Under what the figures were measured. */
    public void surrounding(String key, String value) {
        surroundings.put(key, value);
    }

    /** A figure by its samples, which each come from one round; {@code detail} says what they are made of. */
    public void add(String what, List<Double> samples, Goal side, double goal, String detail) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        figures.add(new Figure(what, List.copyOf(samples), side, goal, load, detail));
    }

    /** Lines that belong to the figures and have no goal. */
    public void note(String title, List<String> lines) {
        notes.put(title, List.copyOf(lines));
    }

    /** Prints the table and writes the file. */
    public void close() {
        System.out.println(table());
        write(name, json());
        WholeTable.add(this);
    }

    /** Writes a file of figures. */
    static void write(String name, JsonObject json) {
        try {
            var folder = Files.createDirectories(Path.of("target", "bench"));
            Files.writeString(folder.resolve(name + ".json"), json.encodePrettily() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** A line for each figure. */
    String lines() {
        return figures.stream().map(Report::line).collect(Collectors.joining());
    }

    private String table() {
        var under = surroundings.entrySet().stream()
                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        var more = notes.entrySet().stream()
                .map(note -> "\n" + note.getKey() + "\n" + String.join("\n", note.getValue()) + "\n")
                .collect(Collectors.joining());
        return "\n%s: medians, the range in brackets\n%s\n%s%s".formatted(name, under, lines(), more);
    }

    private static String line(Figure figure) {
        var sorted = figure.samples().stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%-50s %8.2f [%.2f … %.2f] %s %.2f %-11s load %.1f; %s%n",
                figure.what(),
                figure.median(),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                figure.side().sign,
                figure.goal(),
                figure.isReached() ? "reached" : "NOT REACHED",
                figure.load(),
                figure.detail());
    }

    /** All of it. */
    JsonObject json() {
        var list = new JsonArray();
        figures.forEach(figure -> list.add(new JsonObject()
                .put("figure", figure.what())
                .put("median", figure.median())
                .put("samples", new JsonArray(new ArrayList<>(figure.samples())))
                .put("goal", figure.side().sign + " " + figure.goal())
                .put("reached", figure.isReached())
                .put("load", figure.load())
                .put("detail", figure.detail())));
        return new JsonObject()
                .put("surroundings", new JsonObject(new TreeMap<>(surroundings)))
                .put("figures", list);
    }
}
