package no.sticos.erp.sync.schedules;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.sync.Reading;

/**
 * What a fetch asks of the accounting system that finds nothing new, and so the least that any fetch asks: path times
 * clients, divided by the budget, is the time that a round takes. A test holds this against what a fetch really asks.
 *
 * @param shape what the client's books look like
 */
public record RequestCosts(Shape shape) {
    /** A client as most are: two fiscal years of up to a thousand vouchers, two bank accounts, short lists. */
    public static final RequestCosts USUAL = new RequestCosts(new Shape(2, 2));

    /**
     * What decides how many lists there are; each is taken to fit one page of 1000.
     *
     * @param years fiscal years
     * @param bankAccounts bank accounts whose transactions Visma lists
     */
    public record Shape(int years, int bankAccounts) {}

    /**
     * What one path is asked.
     *
     * @param resource what it lists
     * @param scope by what it is asked, as a template; empty: there is one list
     * @param requests how often a fetch of one client asks it
     */
    public record Path(Resource resource, String scope, int requests) {}

    /**
     * How many requests there are to share.
     *
     * @param perMinute requests a minute and path
     */
    public record Budget(int perMinute) {
        /** What a usual client takes of it, on the path that is asked most. */
        public Duration leastPerClient(Reading reading) {
            return time(1, USUAL.most(reading));
        }

        /** How long the budget makes so many clients last on a path. */
        public Duration time(long clients, Path path) {
            return Duration.ofMillis(60_000L * clients * path.requests() / perMinute);
        }
    }

    /** All paths that are asked, in the order of the resources. */
    public List<Path> paths(Reading reading) {
        return Stream.of(Resource.values())
                .flatMap(resource -> paths(resource, reading))
                .filter(path -> path.requests() > 0)
                .toList();
    }

    /** The path that is asked most, which decides how long a round takes. */
    public Path most(Reading reading) {
        return paths(reading).stream()
                .max(Comparator.comparingInt(Path::requests))
                .orElseThrow();
    }

    /** Requests to all paths together. */
    public int requests(Reading reading) {
        return paths(reading).stream().mapToInt(Path::requests).sum();
    }

    private Stream<Path> paths(Resource resource, Reading reading) {
        boolean whole = reading == Reading.WHOLE;
        return switch (resource.scopes()) {
            case NONE -> Stream.of(new Path(resource, "", 1));
            case FISCAL_YEARS ->
                resource == Resource.VOUCHERS
                        ? vouchers(whole)
                        : Stream.of(whole ? new Path(resource, "year", shape.years()) : new Path(resource, "", 1));
            // A year ends on the day before the next one.
            case BALANCE_DATES -> Stream.of(new Path(resource, "date", whole ? shape.years() + 1 : 0));
            case BANK_ACCOUNTS ->
                Stream.of("unmatched", "matched").map(list -> new Path(resource, list, shape.bankAccounts()));
        };
    }

    /**
     * A year's list that fits a page is read as cheaply as its changes. When everything is read it is asked for what
     * comes after its last number, and counted; what has changed meanwhile is asked for in the list of all years.
     */
    private Stream<Path> vouchers(boolean whole) {
        return Stream.of(
                new Path(Resource.VOUCHERS, "", whole ? 2 : 1),
                new Path(Resource.VOUCHERS, "year", (whole ? 3 : 1) * shape.years()));
    }
}
