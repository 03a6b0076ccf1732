package no.sticos.erp.web.selection;

import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.system.ListQuery;

/**
 * The clients that a person has chosen.
 *
 * @param all all that {@code query} finds, whatever {@code ids} says
 * @param query the list that they were chosen in
 * @param ids one by one, none twice; they need not exist
 */
public record Selection(boolean all, ListQuery query, List<ClientId> ids) {
    /** As many as one word is good for. */
    public static final int MOST = 5_000;

    /** Between ids in one field: needs no escaping in a form. */
    private static final String BETWEEN = ".";

    /** Copies the ids. */
    public Selection {
        ids = List.copyOf(ids);
    }

    /** Reads a form, sent either way. Fails with {@code INVALID_INPUT} and {@code TOO_MANY}. */
    static Selection read(RoutingContext ctx) {
        var request = ctx.request();
        var query = ListQuery.read(name -> Optional.ofNullable(request.getParam(name)));
        var ids = request.params().getAll("ids").stream()
                .flatMap(field -> Stream.of(field.split("\\.", -1)))
                .filter(id -> !id.isEmpty())
                .map(Selection::id)
                .distinct()
                .toList();
        boolean all = "true".equals(request.getParam("all"));
        return new Selection(all, query, all ? List.of() : bounded(ids));
    }

    /** The same list, more of which cannot be chosen. */
    static <T> List<T> bounded(List<T> chosen) {
        if (chosen.size() > MOST) {
            throw Fault.of(Cause.TOO_MANY, Formats.count(MOST));
        }
        return chosen;
    }

    /** Whether nobody is chosen. */
    boolean isEmpty() {
        return !all && ids.isEmpty();
    }

    /** The ids as one field of a form. */
    public String field() {
        return ids.stream().map(ClientId::toString).collect(Collectors.joining(BETWEEN));
    }

    private static ClientId id(String text) {
        long number = Paths.number(text);
        if (number == 0) {
            throw Fault.of(Cause.INVALID_INPUT, "ids");
        }
        return new ClientId(number);
    }
}
