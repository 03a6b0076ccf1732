package no.sticos.erp.web.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.sticos.erp.ledger.MonthlyResults.Month;
import no.sticos.erp.web.shell.Formats;

/**
 * A year's income and costs as bars, a pair for each month; the same figures stand in a table beside it.
 *
 * <p>Lengths are in the drawing's own units: it is {@value #WIDTH} wide and {@value #HEIGHT} high.
 *
 * @param months what is drawn, in order
 * @param bars two a month, income first
 * @param lines where amounts are, from the top; none so near another one that its amount had no room
 * @param labels the months' numbers below
 */
public record MonthPlot(List<Month> months, List<Bar> bars, List<Line> lines, List<Label> labels) {
    /** The drawing's width. */
    public static final int WIDTH = 360;
    /** The drawing's height. */
    public static final int HEIGHT = 220;

    private static final int TOP = 16;
    private static final int BOTTOM = 196;
    private static final int FEET = HEIGHT - 6;
    /** Between two lines, for the amount at the lower one. */
    private static final int ROOM = 16;

    private static final int PERCENT_OF_BAR = 36;

    /** Copies the lists. */
    public MonthPlot {
        months = List.copyOf(months);
        bars = List.copyOf(bars);
        lines = List.copyOf(lines);
        labels = List.copyOf(labels);
    }

    /** One bar; {@code css} tells what it is of. */
    public record Bar(String css, int x, int y, int width, int height) {}

    /** A line across, and the amount that it stands for. */
    public record Line(int y, String amount) {}

    /** A word below. */
    public record Label(int x, int y, String text) {}

    /** Whether there is anything to be seen. */
    public boolean isEmpty() {
        return months.stream()
                .allMatch(month -> month.income().signum() == 0 && month.costs().signum() == 0);
    }

    /** The plot of {@code months}, of which there is at least one. */
    public static MonthPlot of(List<Month> months) {
        var scale = Scale.of(months);
        var bars = new ArrayList<Bar>();
        var labels = new ArrayList<Label>();
        for (int i = 0; i < months.size(); i++) {
            int left = WIDTH * i / months.size();
            int right = WIDTH * (i + 1) / months.size();
            int width = Math.max(1, (right - left) * PERCENT_OF_BAR / 100);
            int middle = (left + right) / 2;
            bars.add(scale.bar("s-income", middle - width, width, months.get(i).income()));
            bars.add(scale.bar("s-costs", middle, width, months.get(i).costs()));
            labels.add(new Label(
                    middle, FEET, Integer.toString(months.get(i).first().getMonthValue())));
        }
        return new MonthPlot(months, bars, scale.lines(), labels);
    }

    /**
     * Amounts as heights.
     *
     * @param least the amount at the bottom: 0, or the negative of what {@code most} would be for the negative ones
     * @param most the amount at the top, positive
     */
    private record Scale(BigDecimal least, BigDecimal most) {
        static Scale of(List<Month> months) {
            var most = largest(months, amount -> amount);
            var least = largest(months, BigDecimal::negate);
            boolean none = most.signum() == 0 && least.signum() == 0;
            return new Scale(round(least).negate(), none ? BigDecimal.ONE : round(most));
        }

        private static BigDecimal largest(List<Month> months, Function<BigDecimal, BigDecimal> side) {
            return months.stream()
                    .flatMap(month -> List.of(month.income(), month.costs()).stream())
                    .map(side)
                    .reduce(BigDecimal.ZERO, BigDecimal::max);
        }

        /** Up to one, two or five with zeros behind, so that the lines stand at amounts that are easily read. */
        private static BigDecimal round(BigDecimal amount) {
            if (amount.signum() == 0) {
                return amount;
            }
            var power = BigDecimal.ONE.scaleByPowerOfTen(amount.precision() - amount.scale() - 1);
            return List.of(1, 2, 5, 10).stream()
                    .map(BigDecimal::valueOf)
                    .map(power::multiply)
                    .filter(round -> round.compareTo(amount) >= 0)
                    .findFirst()
                    .orElse(amount);
        }

        Bar bar(String css, int x, int width, BigDecimal amount) {
            int from = y(amount.max(BigDecimal.ZERO));
            int to = y(amount.min(BigDecimal.ZERO));
            return new Bar(css, x, from, width, to - from);
        }

        List<Line> lines() {
            var lines = new ArrayList<Line>();
            for (var amount : List.of(most, BigDecimal.ZERO, least)) {
                int y = y(amount);
                if (lines.isEmpty() || y - lines.get(lines.size() - 1).y() >= ROOM) {
                    lines.add(new Line(y, Formats.count(amount.longValue())));
                }
            }
            return lines;
        }

        private int y(BigDecimal amount) {
            return BOTTOM
                    - amount.subtract(least)
                            .multiply(BigDecimal.valueOf(BOTTOM - TOP))
                            .divide(most.subtract(least), 0, RoundingMode.HALF_UP)
                            .intValue();
        }
    }
}
