package no.sticos.erp.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.books.Ledger;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.faults.Rule;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.Variant;
import no.sticos.erp.testing.Await;
import org.jspecify.annotations.Nullable;

/**
 * What befalls one company, drawn from a seed: people work between fetches and during them, some answers are spoilt,
 * and after each fetch what is stored is held against the books at Visma.
 */
final class History {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> PLACES = List.of(
            "/v2/vouchers/*",
            "/v2/vouchers/*",
            "/v2/vouchers*",
            "/v2/accountbalances/*",
            "/v2/fiscalyears",
            "/v2/accounts/*",
            "/v2/customers",
            "/v2/customerledgeritems",
            "/v2/supplierinvoices",
            "/v2/*");

    private final long seed;
    private final Random random;
    private final CompanyPlan plan;
    private final List<String> story = new ArrayList<>();
    private Runnable filters = () -> {};
    private @Nullable Scene scene;

    /** Where it takes place. */
    private record Scene(StormHouse house, ClientId client, Staff staff, Secret token) {}

    /** {@code number} tells its company from those of other histories at the same time. */
    History(long seed, int number) {
        this.seed = seed;
        this.random = new Random(seed);
        var orgnr = SyntheticOrgnr.all().skip(number).findFirst().orElseThrow();
        this.plan = CompanyPlan.of("Historie " + seed + " AS", orgnr, 20 + random.nextInt(101))
                .years(1 + random.nextInt(3))
                .yearsFrom(random.nextBoolean() ? 1 : 7)
                .bought(random.nextBoolean() ? Variant.STANDARD : Variant.PRO);
    }

    CompanyPlan plan() {
        return plan;
    }

    /** Lives through it; gives what was wrong, or null. */
    @Nullable
    String live(StormHouse house) {
        try {
            begin(house);
            int rounds = 2 + random.nextInt(4);
            for (int i = 0; i < rounds; i++) {
                round();
            }
            quiet(Trigger.CLICK);
            return null;
        } catch (AssertionError error) {
            return "seed " + seed + " " + plan.books() + ": " + String.join("; ", story) + " => " + error.getMessage();
        } finally {
            house.sandbox().faults().clear(plan.id());
        }
    }

    private void begin(StormHouse house) {
        var staff = new Staff(house.sandbox().company(plan.id()));
        scene = new Scene(house, house.connect(plan), staff, house.token(plan));
        spoilFilters();
        boolean disturbed = random.nextInt(3) == 0;
        tell(disturbed ? "first load, disturbed" : "first load");
        if (disturbed) {
            disturb();
        }
        house.activate(scene().client());
        rest();
        hold(disturbed);
    }

    private void round() {
        int things = random.nextInt(5);
        work(things);
        var trigger = random.nextInt(5) < 3 ? Trigger.SCHEDULE : Trigger.CLICK;
        if (random.nextInt(5) < 2) {
            tell(trigger + " disturbed");
            disturb();
            fetch(trigger);
            hold(true);
        } else {
            quiet(trigger);
        }
    }

    private void work(int things) {
        int from = scene().staff().diary().size();
        scene().staff().work(random, things);
        tell(String.valueOf(new ArrayList<>(scene().staff().diary()).subList(from, from + things)));
    }

    /** Nobody works and nothing is spoilt: the books are Visma's afterwards, but for deletions if only changes are read. */
    private void quiet(Trigger trigger) {
        tell(trigger + " quiet");
        fetch(trigger);
        hold(false);
        var stored = stored();
        var difference =
                trigger == Trigger.CLICK ? Difference.of(truth(), stored) : Difference.butForDeletions(truth(), stored);
        if (difference != null) {
            throw new AssertionError(difference);
        }
    }

    /** A company's filters may be of no use as long as it lives. */
    private void spoilFilters() {
        int fate = random.nextInt(6);
        var spoilt = fate == 0 ? Misbehaviour.filterIgnored() : Misbehaviour.filterRefused();
        if (fate < 2) {
            var place = random.nextBoolean() ? "/v2/vouchers" : "/v2/customer*";
            tell((fate == 0 ? "filter ignored at " : "filter refused at ") + place);
            filters = () -> when(place).filtered().then(spoilt);
            filters.run();
        }
    }

    private void disturb() {
        for (int i = 0; i <= random.nextInt(3); i++) {
            var place = PLACES.get(random.nextInt(PLACES.size()));
            int from = 1 + random.nextInt(8);
            var rule = when(place).from(from).times(1);
            int kind = random.nextInt(10);
            tell(kind + " at " + place + " from " + from);
            rule.then(disturbance(kind));
        }
    }

    private Misbehaviour disturbance(int kind) {
        return switch (kind) {
            case 0 -> Misbehaviour.serverError();
            case 1 -> Misbehaviour.wrongTotal(random.nextInt(200));
            case 2 -> Misbehaviour.pageBeforeAgain();
            case 3 -> Misbehaviour.shifted(random.nextBoolean() ? 2 : -2);
            case 4 -> Misbehaviour.reset();
            default -> {
                long works = random.nextLong();
                int things = 1 + random.nextInt(3);
                yield Misbehaviour.meanwhile(() -> scene().staff().work(new Random(works), things));
            }
        };
    }

    private Rule when(String path) {
        return scene().house().sandbox().faults().when(path).company(plan.id());
    }

    private void fetch(Trigger trigger) {
        scene().staff().beginMoments();
        scene().house().ask(scene().client(), trigger);
        rest();
    }

    private void rest() {
        var model = model();
        Await.until(PATIENCE, model::isAtRest, model::run);
        // What was meant for this fetch and did not come up is not for the next one.
        scene().house().sandbox().faults().clear(plan.id());
        filters.run();
    }

    /** Never a deviation, for the books at Visma are right; and what stems is what Visma had at some moment. */
    private void hold(boolean disturbed) {
        var found = verdict();
        tell(found);
        if (found.contains("DEVIATION") || found.startsWith("FAILED")) {
            throw new AssertionError("ended " + found + deviations());
        }
        if (!disturbed && !found.equals("DONE OK")) {
            throw new AssertionError("undisturbed, and ended " + found + gaps());
        }
        if (found.equals("DONE OK") && scene().staff().moments().stream().noneMatch(this::isStored)) {
            throw new AssertionError("proved, and yet never so at Visma");
        }
    }

    private boolean isStored(Ledger moment) {
        return new TreeSet<>(rowsOf(moment)).equals(new TreeSet<>(model().lines(ROWS)));
    }

    private static final String ROWS =
            "SELECT r.voucher_id || ' ' || r.voucher_date || ' ' || r.row_no || ' ' || account || ' '"
                    + " || (debit * 100)::bigint || ' ' || (credit * 100)::bigint FROM ledger.voucher_rows r"
                    + " WHERE client_id = $1";

    private static List<String> rowsOf(Ledger ledger) {
        var lines = new ArrayList<String>();
        ledger.vouchers().forEach(voucher -> {
            int number = 0;
            for (var row : voucher.rows()) {
                number++;
                lines.add(String.join(
                        " ",
                        voucher.id().toString(),
                        voucher.date().toString(),
                        String.valueOf(number),
                        String.valueOf(row.account()),
                        String.valueOf(row.debit()),
                        String.valueOf(row.credit())));
            }
        });
        return lines;
    }

    private Map<String, List<String>> truth() {
        var api = scene().house().sandbox().address() + "/v2";
        var truth = new TreeMap<>(WireBooks.read(api, scene().token()));
        truth.putAll(WireBooks.registers(api, scene().token()));
        return truth;
    }

    private Map<String, List<String>> stored() {
        var stored = new TreeMap<>(model().views());
        stored.putAll(model().registers());
        return stored;
    }

    private String verdict() {
        return model().lines("SELECT concat_ws(' ', r.state, CASE WHEN r.state <> 'FAILED' THEN b.verdict END, r.cause)"
                        + " FROM gateway.runs r JOIN gateway.books b USING (client_id) WHERE r.client_id = $1"
                        + " ORDER BY run_id DESC LIMIT 1")
                .get(0);
    }

    private String deviations() {
        return " "
                + model().lines("SELECT concat_ws(' ', check_id, account, voucher_id, expected, found)"
                        + " FROM gateway.deviations d JOIN gateway.books b USING (client_id)"
                        + " WHERE d.client_id = $1 AND d.gen = b.current_gen ORDER BY 1 LIMIT 3");
    }

    private String gaps() {
        return " "
                + model().lines("SELECT gaps::text FROM gateway.books b JOIN gateway.generations g"
                        + " ON g.client_id = b.client_id AND g.gen = b.current_gen WHERE b.client_id = $1");
    }

    private ReadModel model() {
        return new ReadModel(scene().house().database(), scene().client());
    }

    private Scene scene() {
        var known = scene;
        if (known == null) {
            throw new IllegalStateException("the history has not begun");
        }
        return known;
    }

    private void tell(String what) {
        story.add(what);
    }
}
