package no.sticos.erp.sandbox.api;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import no.sticos.erp.sandbox.universe.Company;

/** One readable path of the API. */
sealed interface Resource {
    /** Below {@code /v2}, as the documentation writes it: {@code {name}} for parameters. */
    String path();

    /** Who may read it. */
    Reach reach();

    /** What it tells, or each item of its list. */
    Shape<?> shape();

    /** The documented query parameters beside those of every list; others are ignored as ASP.NET ignores them. */
    Set<String> query();

    /** The body that answers. */
    byte[] answer(Asked asked, ListQuery query, Selections selections);

    /**
     * What is asked of a resource.
     *
     * @param url the literal path
     * @param path the path's parameters by name
     * @param query all query parameters
     */
    record Asked(Company company, String url, Map<String, String> path, MultiMap query, Instant now) {
        String param(String name) {
            return path.getOrDefault(name, "");
        }

        /** A flag that is set unless the caller says otherwise. */
        boolean flag(String name) {
            var text = query.get(name);
            if (text != null && !text.equals("true") && !text.equals("false")) {
                throw Refusal.input("The value '" + text + "' is not valid for " + name);
            }
            return !"false".equals(text);
        }
    }

    /** An enveloped list with pages, filter, order and selection. */
    record Listed<T>(String path, Reach reach, Shape<T> shape, Function<Asked, Source<T>> source, Set<String> query)
            implements Resource {
        Listed(String path, Reach reach, Shape<T> shape, Function<Asked, Source<T>> source) {
            this(path, reach, shape, source, Set.of());
        }

        @Override
        public byte[] answer(Asked asked, ListQuery query, Selections selections) {
            var items = source.apply(asked);
            var question = new StringBuilder().append(asked.company().id()).append(asked.url());
            this.query.forEach(name -> question.append(' ').append(asked.query().get(name)));
            var positions = selections.of(question.toString(), query, shape, items);
            Iterable<T> page = () -> Arrays.stream(positions)
                    .skip(query.from())
                    .limit(query.pageSize())
                    .mapToObj(position -> Objects.requireNonNull(items.at(position)))
                    .iterator();
            var meta = new Meta(query.page(), query.pageSize(), positions.length, asked.now());
            return JsonPage.list(meta, query.select().isEmpty() ? shape : shape.only(query.select()), page);
        }
    }

    /** A bare object. */
    record Single<T>(String path, Reach reach, Shape<T> shape, Function<Asked, T> item, Set<String> query)
            implements Resource {
        Single(String path, Reach reach, Shape<T> shape, Function<Asked, T> item) {
            this(path, reach, shape, item, Set.of());
        }

        @Override
        public byte[] answer(Asked asked, ListQuery query, Selections selections) {
            return JsonPage.object(shape, item.apply(asked));
        }
    }
}
