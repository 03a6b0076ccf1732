package no.sticos.erp.sync;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import no.sticos.erp.bench.Postgres;
import no.sticos.erp.bench.Times;

/**
 * When what a page shows of a run was stored, by triggers of the bench's own: that a run began or ended, and how many
 * vouchers of its client were read.
 */
final class StoredProgress {
    private static final String NOTE =
            """
            CREATE FUNCTION public.note_progress() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO public.stored_progress
                VALUES (NEW.client_id,
                        CASE WHEN TG_TABLE_NAME = 'runs' THEN to_jsonb(NEW) ->> 'state'
                             ELSE to_jsonb(NEW) ->> 'documents' END);
                RETURN NULL;
            END $$
            """;

    private final Postgres postgres;
    private final Map<String, Integer> kinds = new TreeMap<>();

    /**
     * What a listener heard.
     *
     * @param client of whom
     * @param what a state of a run, or a number of vouchers
     * @param at when, in milliseconds since 1970
     */
    record Heard(long client, String what, long at) {}

    StoredProgress(Postgres postgres) {
        this.postgres = postgres;
        postgres.run(
                "CREATE TABLE public.stored_progress (client_id bigint, what text, at timestamptz DEFAULT clock_timestamp())",
                NOTE,
                "CREATE TRIGGER note_progress AFTER UPDATE ON gateway.runs FOR EACH ROW"
                        + " WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION public.note_progress()",
                "CREATE TRIGGER note_progress AFTER UPDATE ON gateway.checkpoints FOR EACH ROW"
                        + " WHEN (NEW.resource = 'vouchers' AND OLD.documents <> NEW.documents)"
                        + " EXECUTE FUNCTION public.note_progress()");
    }

    /** How old each of these was when it was heard; what was stored before anybody looked is left out. */
    Times ages(Collection<Heard> heard) {
        var stored = new HashMap<String, TreeSet<Long>>();
        postgres.list("SELECT client_id || ' ' || what || ' ' || (extract(epoch FROM at) * 1000)::bigint"
                        + " FROM public.stored_progress")
                .forEach(line -> {
                    int last = line.lastIndexOf(' ');
                    stored.computeIfAbsent(line.substring(0, last), key -> new TreeSet<>())
                            .add(Long.valueOf(line.substring(last + 1)));
                });
        var ages = new Times();
        for (var each : heard) {
            var times = stored.get(each.client() + " " + each.what());
            var at = times == null ? null : times.floor(each.at());
            if (at != null) {
                ages.add((double) (each.at() - at));
                kinds.merge(each.what().matches("[0-9]+") ? "vouchers" : each.what(), 1, Integer::sum);
            }
        }
        return ages;
    }

    /** How many ages there were of each kind. */
    String kinds() {
        return kinds.toString();
    }
}
