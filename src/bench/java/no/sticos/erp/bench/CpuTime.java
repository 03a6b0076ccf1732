package no.sticos.erp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * CPU time of a process, of those it has started, and of those it has seen end, as Linux counts it. Unlike elapsed time
 * it is the same whatever else the machine does.
 */
public final class CpuTime {
    private static final double TICKS_PER_SECOND = 100;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private final long root;

    /** Of the process with this id and its children. */
    public CpuTime(long root) {
        this.root = root;
    }

    /** The process that started this one. */
    public static long parentOf(long pid) {
        return Long.parseLong(stat(pid).get(PARENT));
    }

    /** Seconds since the beginning. */
    public double seconds() {
        return family(root).mapToLong(CpuTime::ticks).sum() / TICKS_PER_SECOND;
    }

    private static Stream<Long> family(long pid) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
        return Stream.concat(Stream.of(pid), children.stream().flatMap(CpuTime::family));
    }

    private static long ticks(long pid) {
        var fields = stat(pid);
        return fields.isEmpty()
                ? 0
                : LongStream.of(USER, SYSTEM, ENDED_USER, ENDED_SYSTEM)
                        .map(field -> Long.parseLong(fields.get((int) field)))
                        .sum();
    }

    /** The fields from the state on, since the name before it may hold anything; empty once it has ended. */
    private static List<String> stat(long pid) {
        try {
            var text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return List.of(text.substring(text.lastIndexOf(')') + 2).strip().split(" ", -1));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
