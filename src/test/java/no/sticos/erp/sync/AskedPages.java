package no.sticos.erp.sync;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.sandbox.faults.Call;
import no.sticos.erp.sandbox.faults.Misbehaviour;

/**
 * Which pages each company was asked for, and how often: a page is a list's address, its number, and the question it is
 * filtered by, without the ids and times in it, so that companies of one shape can be compared.
 *
 * <p>What is asked last, whether the books stand still, is told apart from the pages of lists: counts, changes and
 * balances have no place to go on from, and are all asked again by whoever takes over a run that had come that far.
 */
final class AskedPages {
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";

    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final String LAST = "last ";

    private final Map<String, Map<String, Long>> byCompany = new ConcurrentHashMap<>();

    /** To be ordered of a sandbox: notes each call, and spoils nothing. */
    Misbehaviour noting() {
        return (call, honest, scheduler) -> {
            byCompany
                    .computeIfAbsent(call.company(), company -> new ConcurrentHashMap<>())
                    .merge(page(call), 1L, Long::sum);
            return honest.answer();
        };
    }

    /** How often each page is asked for where nothing goes wrong: the most that any of these companies was. */
    Map<String, Long> usual(List<UUID> companies) {
        var usual = new TreeMap<String, Long>();
        companies.forEach(company -> of(company).forEach((page, times) -> usual.merge(page, times, Math::max)));
        return usual;
    }

    /** The pages of lists that a company was asked for more often than that, as often as each was. */
    Map<String, Long> again(UUID company, Map<String, Long> usual) {
        return more(company, usual, false);
    }

    /** The last questions that a company was asked more often than that. */
    Map<String, Long> lastAgain(UUID company, Map<String, Long> usual) {
        return more(company, usual, true);
    }

    private Map<String, Long> more(UUID company, Map<String, Long> usual, boolean last) {
        var more = new TreeMap<String, Long>();
        of(company).forEach((page, times) -> more.put(page, times - usual.getOrDefault(page, 0L)));
        more.entrySet().removeIf(page -> page.getValue() <= 0 || page.getKey().startsWith(LAST) != last);
        return more;
    }

    private Map<String, Long> of(UUID company) {
        return byCompany.getOrDefault(company.toString(), Map.of());
    }

    private static String page(Call call) {
        var page = call.path() + " " + call.page() + " " + call.filter();
        boolean last = call.path().contains("/accountbalances/")
                || call.filter().contains("ModifiedUtc")
                || call.size().equals("1");
        return (last ? LAST : "") + page.replaceAll(TIME, "{time}").replaceAll(ID, "{id}");
    }
}
