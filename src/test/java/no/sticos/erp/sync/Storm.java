package no.sticos.erp.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.faults.Alteration;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.CompanyState;
import no.sticos.erp.sandbox.universe.Variant;

/**
 * Companies and what happens to each, drawn from a seed, with the end that the design gives to it: the table of
 * ends of a run, and the kinds of {@link no.sticos.erp.kernel.Cause}.
 */
final class Storm {
    private static final String VOUCHERS = "/v2/vouchers/*";
    private static final String ANY = "/v2/*";
    /** Two lists that every variant has: one that the books do not need, one that they do. */
    private static final String BESIDE = "/v2/vatcodes";

    private static final String ACCOUNTS = "/v2/accounts/*";
    /** Nobody's answers are spoilt here but by a storm of refusals, so that the two do not use up one bound. */
    private static final String STORMY = "/v2/accountTypes";

    /** Where passing faults strike; each at most once a client, so that each has its bound to itself. */
    private static final List<String> PLACES =
            List.of(VOUCHERS, ACCOUNTS, "/v2/fiscalyears", "/v2/accountbalances/*", "/v2/customers", "/v2/articles");

    private static final Duration LATE = StormHouse.TIMEOUT.plusMillis(500);

    private Storm() {}

    /** Faults that pass; what an adapter or a run does within its bounds, nobody hears of. */
    @SuppressWarnings("ImmutableEnumChecker") // what a fault does has no state
    enum Passing {
        ERROR_500(4, Misbehaviour.serverError()),
        HTML_503(4, Misbehaviour.maintenancePage()),
        RESET(4, Misbehaviour.reset()),
        CUT_SHORT(4, Misbehaviour.truncated()),
        TOO_LATE(1, Misbehaviour.slow(LATE)),
        SLOW(3, Misbehaviour.slow(Duration.ofMillis(400))),
        DRIPPING(3, Misbehaviour.dripping(Duration.ofMillis(10))),
        QUOTA_429(1, Misbehaviour.tooManyRequests(1)),
        TOKEN_401(1, Misbehaviour.unauthorised()),
        // Fewer than the adapter's tries: an answer that stays unreadable ends a run.
        BROKEN_JSON(StormHouse.TRIES - 1, Misbehaviour.brokenJson()),
        BROKEN_GZIP(StormHouse.TRIES - 1, Misbehaviour.truncatedGzip()),
        HTML_200(StormHouse.TRIES - 1, Misbehaviour.pageInsteadOfJson()),
        NO_META(StormHouse.TRIES - 1, Misbehaviour.withoutMeta()),
        // A pass over a list whose pages moved or whose total lied is repeated, and nobody hears of it.
        PAGE_AGAIN(1, Misbehaviour.pageBeforeAgain()),
        PAGES_EARLY(1, Misbehaviour.shifted(3)),
        PAGES_LATE(1, Misbehaviour.shifted(-3)),
        OTHER_ORDER(1, Misbehaviour.reordered("")),
        MORE_TOLD(1, Misbehaviour.wrongTotal(9_999)),
        FEWER_TOLD(1, Misbehaviour.wrongTotal(1));

        private final int most;
        private final Misbehaviour what;

        Passing(int most, Misbehaviour what) {
            this.most = most;
            this.what = what;
        }
    }

    /** Faults that last until the storm is over, and the state that they lead to. */
    @SuppressWarnings("ImmutableEnumChecker") // what a fault does has no state
    enum Lasting {
        NONE("", (sandbox, plan) -> {}),
        DOWN("FAILED vismaDown", when(VOUCHERS, Misbehaviour.serverError())),
        MAINTENANCE("FAILED vismaDown", when(ANY, Misbehaviour.maintenancePage())),
        RESETS("FAILED noContact", when(ACCOUNTS, Misbehaviour.reset())),
        CUT_SHORT("FAILED noContact", when(VOUCHERS, Misbehaviour.truncated())),
        BROKEN_JSON("FAILED notUnderstood", when(VOUCHERS, Misbehaviour.brokenJson())),
        HTML_200("FAILED notUnderstood", when(ACCOUNTS, Misbehaviour.pageInsteadOfJson())),
        BROKEN_BESIDE("PARTIAL notUnderstood", when(BESIDE, Misbehaviour.brokenJson())),
        SCOPE_4006("PARTIAL scopeMissing", when(BESIDE, Misbehaviour.forbidden(4006))),
        UNREADABLE("PARTIAL notUnderstood", first(Alteration.MISSING_DATE)),
        UNBALANCED("DEVIATION", first(Alteration.UNBALANCED)),
        TOTAL_LIES("PARTIAL drift", when(VOUCHERS, Misbehaviour.wrongTotal(9_999))),
        FILTER_REFUSED("OK", filtered(Misbehaviour.filterRefused())),
        FILTER_IGNORED("OK", filtered(Misbehaviour.filterIgnored())),
        TOKEN_401("NEEDS_LOGIN tokenRefused", when(ANY, Misbehaviour.unauthorised())),
        RIGHT_4007("NEEDS_LOGIN userLacksRight", when(ANY, Misbehaviour.forbidden(4007))),
        ACCESS_4011("NEEDS_LOGIN userLostAccess", when(ANY, Misbehaviour.forbidden(4011))),
        DEAD_GRANT(
                "NEEDS_LOGIN grantEnded", (sandbox, plan) -> sandbox.identity().endGrants(plan.id())),
        MODULE_4002("FAILED moduleOffLater", becomes(CompanyState.NO_API_MODULE)),
        GUIDE_4003("FAILED guideNotDone", becomes(CompanyState.GUIDE_UNFINISHED)),
        CLOSED_4004("FAILED companyClosed", becomes(CompanyState.INACTIVE)),
        VARIANT_4009("UNKNOWN", becomes(CompanyState.WITHOUT_BALANCES));

        private final String end;
        private final BiConsumer<Sandbox, CompanyPlan> begins;

        Lasting(String end, BiConsumer<Sandbox, CompanyPlan> begins) {
            this.end = end;
            this.begins = begins;
        }

        private static BiConsumer<Sandbox, CompanyPlan> when(String path, Misbehaviour what) {
            return (sandbox, plan) ->
                    sandbox.faults().when(path).company(plan.id()).then(what);
        }

        private static BiConsumer<Sandbox, CompanyPlan> filtered(Misbehaviour what) {
            return (sandbox, plan) ->
                    sandbox.faults().when(ANY).company(plan.id()).filtered().then(what);
        }

        private static BiConsumer<Sandbox, CompanyPlan> first(Alteration how) {
            return (sandbox, plan) ->
                    sandbox.faults().when(VOUCHERS).company(plan.id()).page(1).then(Misbehaviour.altered(2, how));
        }

        private static BiConsumer<Sandbox, CompanyPlan> becomes(CompanyState state) {
            return (sandbox, plan) -> sandbox.company(plan.id()).become(state);
        }

        boolean needsSignIn() {
            return end.startsWith("NEEDS_LOGIN");
        }
    }

    /** A fault that strikes so many times, from the nth call on. */
    record Strike(Passing what, String place, int from, int times) {
        void begin(Sandbox sandbox, CompanyPlan plan) {
            sandbox.faults()
                    .when(place)
                    .company(plan.id())
                    .from(from)
                    .times(times)
                    .then(what.what);
        }

        @Override
        public String toString() {
            return times + " × " + what + " at " + place + " from " + from;
        }
    }

    /**
     * One company's part.
     *
     * @param known whether it was fetched whole before the storm
     */
    record Part(CompanyPlan plan, boolean known, Lasting lasting, List<Strike> strikes) {
        void begin(Sandbox sandbox) {
            // What lasts comes first: of two faults at one place the first decides.
            lasting.begins.accept(sandbox, plan);
            strikes.forEach(strike -> strike.begin(sandbox, plan));
        }

        /** How it is when nothing is wrong at Visma. */
        String usual() {
            if (plan.variant() == Variant.INVOICING) {
                return "UNKNOWN";
            }
            return plan.quirk() == CompanyPlan.Quirk.WRONG_BALANCES ? "DEVIATION" : "OK";
        }

        /** How it ends in the storm. */
        String end() {
            return lasting == Lasting.NONE ? usual() : lasting.end;
        }
    }

    /** A storm over so many companies. */
    static List<Part> draw(long seed, int companies) {
        var random = new Random(seed);
        var lasting = new ArrayList<>(Arrays.asList(Lasting.values()));
        lasting.remove(Lasting.NONE);
        Collections.shuffle(lasting, random);
        var passing = new ArrayList<>(Arrays.asList(Passing.values()));
        Collections.shuffle(passing, random);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < companies; i++) {
            // Every other one meets only what passes; the kinds are dealt like cards, so that many come up.
            var fate = i % 2 == 0 ? Lasting.NONE : lasting.get(i / 2 % lasting.size());
            var strikes = new ArrayList<Strike>();
            var places = new ArrayList<>(PLACES);
            Collections.shuffle(places, random);
            for (int j = 0; j <= random.nextInt(2); j++) {
                strikes.add(strike(passing.get((2 * i + j) % passing.size()), places.get(j), random));
            }
            parts.add(new Part(plan(i, fate, random), random.nextBoolean(), fate, List.copyOf(strikes)));
        }
        return List.copyOf(parts);
    }

    /** For everybody at once: refusals for want of quota, from a moment on and for a while. */
    static void refuseEverybody(Sandbox sandbox) {
        sandbox.faults()
                .when(STORMY)
                .after(Duration.ofMillis(300))
                .during(Duration.ofMillis(1500))
                .then(Misbehaviour.tooManyRequests(1));
    }

    private static Strike strike(Passing what, String place, Random random) {
        return new Strike(what, place, 1 + random.nextInt(2), 1 + random.nextInt(what.most));
    }

    private static CompanyPlan plan(int number, Lasting fate, Random random) {
        int vouchers = number % 10 == 3 ? 500 : 40 + random.nextInt(120);
        var orgnr = SyntheticOrgnr.all().skip(number).findFirst().orElseThrow();
        var plan = CompanyPlan.of("Uvær %02d AS".formatted(number), orgnr, vouchers)
                .years(1 + random.nextInt(3))
                .yearsFrom(random.nextBoolean() ? 1 : 7)
                .bought(variant(number, fate, random));
        return number % 10 == 6 ? plan.odd(CompanyPlan.Quirk.WRONG_BALANCES) : plan;
    }

    /** What ends in a verdict needs balances to hold the books against. */
    private static Variant variant(int number, Lasting fate, Random random) {
        var variants = Stream.of(Variant.STANDARD, Variant.BOOKKEEPING, Variant.SOLO, Variant.PRO, Variant.INVOICING)
                .filter(each -> each != Variant.INVOICING || (fate == Lasting.NONE && number % 10 != 6))
                .toList();
        return fate == Lasting.VARIANT_4009 ? Variant.STANDARD : variants.get(random.nextInt(variants.size()));
    }
}
