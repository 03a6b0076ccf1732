package no.sticos.erp.sandbox.identity;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What survives a restart: the signing key, single words, and one line of JSON for everything that happened.
 *
 * <p>Without a folder nothing is kept. It blocks: call it off the event loop.
 */
public final class Journal {
    private static final String LINES = "identity.jsonl";

    private final Optional<Path> folder;

    /** Keeps its files in this folder, which it makes. */
    public Journal(Optional<Path> folder) {
        this.folder = folder;
        folder.ifPresent(path -> unchecked(() -> Files.createDirectories(path)));
    }

    /** The kept key, or a new one that is kept from now on. */
    SigningKey key() {
        var text = word("signing-key", () -> Base64.getEncoder()
                .encodeToString(SigningKey.make().encoded()));
        return SigningKey.of(Base64.getDecoder().decode(text));
    }

    /** The word kept under this name, or the given one, which is kept from now on. */
    public String word(String name, Supplier<String> first) {
        return folder.map(path -> path.resolve(name))
                .map(file -> unchecked(() -> {
                    if (Files.notExists(file)) {
                        Files.writeString(file, first.get());
                    }
                    return Files.readString(file);
                }))
                .orElseGet(first);
    }

    /** Adds a line. */
    void append(JsonObject line) {
        folder.ifPresent(path -> unchecked(() -> Files.writeString(
                path.resolve(LINES), line.encode() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    }

    /** All whole lines; a last one that a crash cut off is left out. */
    List<JsonObject> lines() {
        return folder
                .map(path -> path.resolve(LINES))
                .filter(Files::exists)
                .map(file -> unchecked(() -> Files.readAllLines(file)))
                .orElse(List.of())
                .stream()
                .filter(line -> line.endsWith("}"))
                .map(JsonObject::new)
                .toList();
    }

    @CanIgnoreReturnValue
    private static <T> T unchecked(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
