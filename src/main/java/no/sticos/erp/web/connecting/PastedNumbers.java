package no.sticos.erp.web.connecting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import no.sticos.erp.connect.ConnectQueues.Wanted;
import no.sticos.erp.kernel.Orgnr;
import org.jspecify.annotations.Nullable;

/**
 * What a person pasted: a number a line, with or without a name beside it, as lists and spreadsheets have them.
 *
 * @param lines those that are not blank, in order
 * @param first where each company stands first, in order
 */
record PastedNumbers(List<Line> lines, Map<Orgnr, Line> first) {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\d])(?:NO)?(?:[\\s\\p{Z}.-]*\\d){9}(?:[\\s\\p{Z}]*MVA)?(?!\\d)");
    private static final Pattern AROUND = Pattern.compile("^[\\s\\p{Z},;:|\"'-]+|[\\s\\p{Z},;:|\"'-]+$");
    /** Nobody types these, and the database takes no zero byte. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final Pattern DIGIT = Pattern.compile("\\d");
    /** A longer line is no number and a name: what looks for one would go over all of it from each of its places. */
    private static final int LONGEST_LINE = 300;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SHOWN = 40;
    /** A name with so many digits may hold a personal number and is not kept. */
    private static final int TOO_MANY_DIGITS = 9;

    /**
     * One line.
     *
     * @param number from 1, blank lines counted
     * @param shown what it is called by: the number as it was written, or else the line's beginning
     * @param wanted the company; empty if there is no valid number in it
     */
    record Line(int number, String shown, Optional<Wanted> wanted) {}

    /** Reads the field. */
    static PastedNumbers read(String text) {
        var lines = text.lines().toList();
        var read = IntStream.range(0, lines.size())
                .filter(at -> !lines.get(at).isBlank())
                .mapToObj(at -> line(at + 1, lines.get(at)))
                .toList();
        var first = new LinkedHashMap<Orgnr, Line>();
        read.forEach(line -> line.wanted().ifPresent(wanted -> first.putIfAbsent(wanted.orgnr(), line)));
        return new PastedNumbers(read, Collections.unmodifiableMap(first));
    }

    private static Line line(int number, String text) {
        var found = NUMBER.matcher(text);
        if (text.length() > LONGEST_LINE || !found.find()) {
            var bare = text.strip();
            return new Line(number, bare.substring(0, Math.min(bare.length(), LONGEST_SHOWN)), Optional.empty());
        }
        var rest = text.substring(0, found.start()) + " " + text.substring(found.end());
        var orgnr = Orgnr.read(found.group());
        return new Line(number, found.group().strip(), orgnr.map(valid -> new Wanted(valid, name(rest))));
    }

    private static @Nullable String name(String rest) {
        var name = AROUND.matcher(CONTROL.matcher(rest).replaceAll(" ")).replaceAll("");
        boolean harmless = DIGIT.matcher(name).results().count() < TOO_MANY_DIGITS;
        return name.isEmpty() || !harmless ? null : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** Each company once, where it stands first. */
    List<Wanted> wanted() {
        return first.values().stream().flatMap(line -> line.wanted().stream()).toList();
    }

    /** The line on which the company of this one stands first; empty if this is it, or there is none. */
    Optional<Line> before(Line line) {
        return line.wanted().map(wanted -> first.get(wanted.orgnr())).filter(other -> other.number() < line.number());
    }
}
