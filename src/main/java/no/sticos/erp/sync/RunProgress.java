package no.sticos.erp.sync;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.ledger.FiscalYear;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * How far the run of one row has come, read from its checkpoints: per resource, and of the vouchers per year.
 *
 * <p>A checkpoint counts a resource as a whole and names the list under way with its length. So of the years
 * before that one only the sum is known, and of those after it nothing.
 *
 * @param parts per resource
 * @param years the vouchers per fiscal year, in the order of reading
 * @param pages pages written
 */
record RunProgress(List<ClientView.Part> parts, List<ClientView.YearPart> years, long pages) {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final RunProgress NONE = new RunProgress(List.of(), List.of(), 0);

    static RunProgress read(Row row, Stage stage) {
        var resources = row.getArrayOfStrings("resources");
        if (resources == null) {
            return NONE;
        }
        var parts = new ArrayList<ClientView.Part>(resources.length);
        List<ClientView.YearPart> years = List.of();
        long pages = 0;
        for (int i = 0; i < resources.length; i++) {
            var part = new ClientView.Part(
                    resources[i],
                    row.getArrayOfLongs("documents")[i],
                    row.getArrayOfLongs("expected")[i],
                    row.getArrayOfBooleans("complete")[i]);
            parts.add(part);
            pages += row.getArrayOfIntegers("steps")[i];
            if (part.resource().equals(Resource.VOUCHERS.id())) {
                var position = Position.read(row.getArrayOfStrings("positions")[i]);
                years = position.map(at -> years(part, at, plan(row, stage))).orElse(years);
            }
        }
        return new RunProgress(parts, years, pages);
    }

    /** What is left; null while a list has not told its length, or after the run was put back. */
    @Nullable
    Duration left(Row row, Stage stage) {
        var readingFor = row.getLong("reading_for");
        boolean allBegun =
                !years.isEmpty() && years.stream().allMatch(year -> year.complete() || year.expected() != null);
        boolean inOneGo = row.getInteger("failures") == 0;
        return readingFor != null && allBegun && inOneGo
                ? Progress.left(stage, parts, pages, Duration.ofMillis(readingFor))
                : null;
    }

    /** Splits what was read of the vouchers by {@code years}, the order of reading. */
    static List<ClientView.YearPart> years(ClientView.Part vouchers, Position at, List<FiscalYear> years) {
        int here = IntStream.range(0, years.size())
                .filter(i -> years.get(i).id().toString().equals(at.scope()))
                .findFirst()
                .orElse(-1);
        return here < 0
                ? List.of()
                : IntStream.range(0, years.size())
                        .mapToObj(i -> year(vouchers, at, years.get(i), i - here, here))
                        .toList();
    }

    private static ClientView.YearPart year(
            ClientView.Part vouchers, Position at, FiscalYear year, int ahead, int before) {
        int name = year.start().getYear();
        long earlier = vouchers.expected() - at.total();
        if (ahead < 0) {
            var sum = before == 1 ? earlier : null;
            return new ClientView.YearPart(name, sum, sum, true);
        }
        boolean begun = at.nextPage() > 1;
        if (ahead > 0 || !begun) {
            return new ClientView.YearPart(name, 0L, null, false);
        }
        long total = at.total();
        long read = Math.max(0, Math.min(total, vouchers.documents() - earlier));
        return new ClientView.YearPart(name, vouchers.complete() ? total : read, total, vouchers.complete());
    }

    private static List<FiscalYear> plan(Row row, Stage stage) {
        var ids = row.getArrayOfUUIDs("year_ids");
        if (ids == null) {
            return List.of();
        }
        var starts = row.getArrayOfLocalDates("year_starts");
        var ends = row.getArrayOfLocalDates("year_ends");
        var years = IntStream.range(0, ids.length)
                .mapToObj(i -> new FiscalYear(ids[i], starts[i], ends[i], false))
                .toList();
        return new RunPlan(stage, years, LocalDate.now(Clock.system(OSLO))).voucherYears();
    }
}
