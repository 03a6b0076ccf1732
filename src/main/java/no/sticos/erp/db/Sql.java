package no.sticos.erp.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One statement, read from a file beside its owner.
 *
 * @param name the owner's room and the file's name, for logs
 * @param text the statement, with {@code $1}, {@code $2} … as its places
 */
public record Sql(String name, String text) {
    /**
     * Reads {@code <owner's package>/<name>.sql} from the class path; a missing file is a mistake in the
     * build and fails at once.
     */
    public static Sql of(Class<?> owner, String name) {
        try (var file = owner.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException("no " + name + ".sql beside " + owner.getName());
            }
            return new Sql(owner.getSimpleName() + "/" + name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
