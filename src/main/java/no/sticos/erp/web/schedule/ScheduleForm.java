package no.sticos.erp.web.schedule;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Span;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as its form has it: whole hours to choose from, and a number that is typed.
 *
 * @param everyMinutes minutes between two fetches by day; null: none by day
 * @param day when such fetches begin
 * @param nightly whether there is a fetch a night
 * @param night when that begins
 * @param nights once in so many nights everything is read; as it was typed
 */
public record ScheduleForm(@Nullable Integer everyMinutes, Span day, boolean nightly, Span night, String nights) {
    private static final List<Integer> OFFERED = List.of(15, 30, 60, 120, 240);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    static ScheduleForm of(Schedule schedule) {
        return new ScheduleForm(
                schedule.everyMinutes(),
                schedule.day(),
                schedule.nightly(),
                schedule.night(),
                Integer.toString(schedule.nights()));
    }

    /** What was sent. Fails with {@code INVALID_INPUT} where the form offers no such choice. */
    static ScheduleForm read(Function<String, @Nullable String> field) {
        var every = field.apply("every");
        var nights = field.apply("nights");
        return new ScheduleForm(
                every == null || every.isEmpty()
                        ? null
                        : number(every, Schedule.SHORTEST_MINUTES, Schedule.LONGEST_MINUTES),
                span(field, "day"),
                field.apply("nightly") != null,
                span(field, "night"),
                nights == null ? "" : nights.strip());
    }

    private static Span span(Function<String, @Nullable String> field, String name) {
        return Span.ofHours(number(field.apply(name + "From"), 0, 23), number(field.apply(name + "Until"), 0, 23));
    }

    private static int number(@Nullable String text, int least, int most) {
        if (!isNumber(text, least, most)) {
            throw Fault.of(Cause.INVALID_INPUT);
        }
        return Integer.parseInt(text);
    }

    private static boolean isNumber(@Nullable String text, int least, int most) {
        return text != null
                && NUMBER.matcher(text).matches()
                && Integer.parseInt(text) >= least
                && Integer.parseInt(text) <= most;
    }

    /** Whether what was typed cannot be taken. */
    public boolean isWrong() {
        return !isNumber(nights, 1, Schedule.MOST_NIGHTS);
    }

    /** The minutes that can be chosen: some usual ones, and those that hold now. */
    public Iterable<Integer> choices() {
        var choices = new TreeSet<>(OFFERED);
        if (everyMinutes != null) {
            choices.add(everyMinutes);
        }
        return choices;
    }

    Schedule schedule() {
        return new Schedule(everyMinutes, day, nightly, night, Integer.parseInt(nights));
    }
}
