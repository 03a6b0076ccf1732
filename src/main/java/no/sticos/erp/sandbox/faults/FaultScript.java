package no.sticos.erp.sandbox.faults;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import no.sticos.erp.sandbox.http.Reply;

/**
 * The faults in force and a count of every call. Safe on any thread.
 *
 * <p>Of the rules that match a call the first one that was added decides; the others do not count it.
 */
public final class FaultScript {
    private static final int MOST_PATHS = 200_000;

    private record Order(Rule rule, Misbehaviour what) {}

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Scheduler scheduler;

    /** Late answers wait on this scheduler. */
    public FaultScript(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Begins a rule for paths of this pattern; {@code *} stands for anything. */
    public Rule when(String path) {
        return new Rule(this, path);
    }

    /** Takes all rules out of force. */
    public void clear() {
        orders.clear();
    }

    /** Takes the rules out of force that are about this company alone. */
    public void clear(Object company) {
        orders.removeIf(order -> order.rule().isAbout(company.toString()));
    }

    /** How many calls there were to paths of this pattern. */
    public long count(String pattern) {
        var rule = new Rule(this, pattern);
        return counts.entrySet().stream()
                .filter(entry -> rule.fires(Call.of(entry.getKey())))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** How many calls there were to each literal path. */
    public SortedMap<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((path, count) -> sums.put(path, count.sum()));
        return sums;
    }

    /** Starts counting anew. */
    public void forgetCounts() {
        counts.clear();
    }

    /** Lets a call pass: counts it and spoils its answer if a rule says so. */
    public Single<Reply> pass(Call call, Honest honest) {
        count(call);
        for (var order : orders) {
            if (order.rule().fires(call)) {
                return order.what().instead(call, instead -> Single.defer(() -> honest.to(instead)), scheduler);
            }
        }
        return honest.answer();
    }

    /** Milliseconds, to measure how long a rule is in force. */
    long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    void add(Rule rule, Misbehaviour what) {
        orders.add(new Order(rule, what));
    }

    private void count(Call call) {
        if (counts.size() < MOST_PATHS || counts.containsKey(call.path())) {
            counts.computeIfAbsent(call.path(), path -> new LongAdder()).increment();
        }
    }
}
