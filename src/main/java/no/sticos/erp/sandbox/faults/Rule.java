package no.sticos.erp.sandbox.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which calls go wrong: a path pattern, and if wished a company, a client, a page, a time and a range of calls.
 *
 * <p>Made by {@link FaultScript#when}; each setter narrows this rule and returns it.
 */
public final class Rule {
    private final FaultScript script;
    private final Pattern path;
    private final AtomicInteger seen = new AtomicInteger();
    private volatile String company = "";
    private volatile String page = "";
    private volatile String client = "";
    private volatile boolean filtered;
    private volatile long begins = Long.MIN_VALUE;
    private volatile long ends = Long.MAX_VALUE;
    private volatile int first = 1;
    private volatile int times = Integer.MAX_VALUE;

    Rule(FaultScript script, String path) {
        this.script = script;
        this.path = Pattern.compile(
                Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Only with a token of this company. */
    public Rule company(Object id) {
        company = id.toString();
        return this;
    }

    /** Only with a token that was given to this OAuth client. */
    public Rule client(String id) {
        client = id;
        return this;
    }

    /** Only when this time has passed from now. */
    public Rule after(Duration wait) {
        begins = script.now() + wait.toMillis();
        return this;
    }

    /** Only until this time has passed from now. */
    public Rule during(Duration time) {
        ends = script.now() + time.toMillis();
        return this;
    }

    /** Only this {@code $page} of a list that is not filtered. */
    public Rule page(int number) {
        page = String.valueOf(number);
        return this;
    }

    /** Only calls that ask with a {@code $filter}. */
    public Rule filtered() {
        filtered = true;
        return this;
    }

    /** From the nth matching call on; counts from 1. */
    public Rule from(int nth) {
        first = nth;
        return this;
    }

    /** At most so many times. */
    public Rule times(int count) {
        times = count;
        return this;
    }

    /** Puts the rule in force. */
    public void then(Misbehaviour what) {
        script.add(this, what);
    }

    boolean isAbout(String id) {
        return company.equals(id);
    }

    boolean fires(Call call) {
        if (!path.matcher(call.path()).matches()
                || (!company.isEmpty() && !company.equals(call.company()))
                || (!client.isEmpty() && !client.equals(call.client()))
                || script.now() < begins
                || script.now() >= ends
                || (!page.isEmpty()
                        && !(page.equals(call.page()) && call.filter().isEmpty()))
                || (filtered && call.filter().isEmpty())) {
            return false;
        }
        int nth = seen.incrementAndGet();
        return nth >= first && nth - first < times;
    }
}
