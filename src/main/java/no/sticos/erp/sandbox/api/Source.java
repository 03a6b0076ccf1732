package no.sticos.erp.sandbox.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items by position, worked out when asked for; a position may be empty. */
interface Source<T> {
    int positions();

    @Nullable
    T at(int position);

    /** Changes with the content, so that a selection can be kept. */
    long revision();

    static <T> Source<T> of(List<T> items) {
        return new Listed<>(items);
    }

    /** A long list of which each item is shown in another form; {@code revision} as above. */
    static <A, T> Source<T> of(List<A> items, Function<A, T> shown, long revision) {
        return new Shown<>(items, shown, revision);
    }

    /** A long list; what is shown is made when asked for. */
    record Shown<A, T>(List<A> items, Function<A, T> shown, long revision) implements Source<T> {
        @Override
        public int positions() {
            return items.size();
        }

        @Override
        public @Nullable T at(int position) {
            return shown.apply(items.get(position));
        }
    }

    /** A short list; its selections are not kept. */
    record Listed<T>(List<T> items) implements Source<T> {
        @Override
        public int positions() {
            return items.size();
        }

        @Override
        public @Nullable T at(int position) {
            return items.get(position);
        }

        @Override
        public long revision() {
            return -1;
        }
    }
}
