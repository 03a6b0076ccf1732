package no.sticos.erp.sandbox.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.universe.Company;

/** One readable path of the API. */
sealed interface Resource {
    /** Below {@code /v2}, with {@code :name} for parameters. */
    String path();

    /** Any of these scopes is enough, beside {@code ea:api}. */
    Set<String> scopes();

    /** The body that answers. */
    byte[] answer(Asked asked, ListQuery query, Selections selections);

    /**
     * What is asked of a resource.
     *
     * @param url the literal path
     */
    record Asked(Company company, String url, Map<String, String> path, Instant now) {
        String param(String name) {
            return path.getOrDefault(name, "");
        }
    }

    /** An enveloped list with pages, filter, order and selection. */
    record Listed<T>(String path, Set<String> scopes, Shape<T> shape, Function<Asked, Source<T>> source)
            implements Resource {
        @Override
        public byte[] answer(Asked asked, ListQuery query, Selections selections) {
            var items = source.apply(asked);
            var positions = selections.of(asked.company().id() + asked.url(), query, shape, items);
            long from = (query.page() - 1L) * query.pageSize();
            Iterable<T> page = () -> Arrays.stream(positions)
                    .skip(from)
                    .limit(query.pageSize())
                    .mapToObj(position -> Objects.requireNonNull(items.at(position)))
                    .iterator();
            var meta = new Meta(query.page(), query.pageSize(), positions.length, asked.now());
            return JsonPage.list(meta, query.select().isEmpty() ? shape : shape.only(query.select()), page);
        }
    }

    /** A bare object. */
    record Single<T>(String path, Set<String> scopes, Shape<T> shape, Function<Asked, T> item) implements Resource {
        @Override
        public byte[] answer(Asked asked, ListQuery query, Selections selections) {
            return JsonPage.object(shape, item.apply(asked));
        }
    }

    /** The scopes of an area: the full one and the read-only one. */
    static Set<String> areas(String... areas) {
        return Arrays.stream(areas)
                .flatMap(area -> Stream.of("ea:" + area, "ea:" + area + "_readonly"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
