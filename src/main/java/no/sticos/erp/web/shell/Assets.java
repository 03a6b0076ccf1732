package no.sticos.erp.web.shell;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files a page needs besides itself: read once, kept in memory, addressed by their contents.
 *
 * <p>All addresses share one version, a hash over every file, so that a style sheet's relative addresses
 * hold and a browser may keep what it has for ever.
 */
public final class Assets {
    /** Where the files are served. */
    public static final String ROOT = "/assets/";

    private static final List<String> NAMES = List.of(
            "app.css",
            "paper.css",
            "portal.js",
            "icons.svg",
            "mark.svg",
            "vendor/designsystemet.css",
            "vendor/designsystemet-theme.css",
            "vendor/htmx.min.js",
            "vendor/htmx-ext-sse.min.js",
            "vendor/inter-nb.woff2",
            "vendor/inter-latin.woff2",
            "vendor/inter-latin-ext.woff2");
    /** What we write ourselves, and what of it a reader needs and a browser does not: lines of comment, and indentation. */
    private static final Map<String, Pattern> FOR_READERS = Map.of(
            "portal.js", Pattern.compile("(?m)^ *(?://.*\\n)?"),
            "app.css", Pattern.compile("(?m)^ *(?:/\\*[^*]*\\*/\\n)?"),
            "paper.css", Pattern.compile("(?m)^ *(?:/\\*[^*]*\\*/\\n)?"));

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    /**
     * One file.
     *
     * @param type its media type
     * @param body its bytes, never changed
     * @param etag a strong validator, quoted
     */
    public record Asset(String type, Buffer body, String etag) {}

    private final Map<String, Asset> files;
    private final String version;

    private Assets(Map<String, Asset> files, String version) {
        this.files = Map.copyOf(files);
        this.version = version;
    }

    /** Reads all files from the class path; call it once, at start. */
    public static Assets load() {
        var files = new TreeMap<String, Asset>();
        var all = sha256();
        for (var name : NAMES) {
            var bytes = read(name);
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update(bytes);
            files.put(name, asset(name, bytes));
        }
        return new Assets(files, shortHex(all.digest()));
    }

    /** The address of {@code name} under its present contents. */
    public String url(String name) {
        if (!files.containsKey(name)) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return ROOT + version + "/" + name;
    }

    /** Whether {@code version} is that of the files held here: only then may a browser keep them for ever. */
    public boolean isCurrent(String version) {
        return this.version.equals(version);
    }

    /** The file of that name, if it is one of ours. */
    public Optional<Asset> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Asset asset(String name, byte[] bytes) {
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("no media type for " + name);
        }
        return new Asset(type, Buffer.buffer(bytes), "\"" + shortHex(sha256().digest(bytes)) + "\"");
    }

    private static byte[] read(String name) {
        try (var in = Assets.class.getResourceAsStream("/webroot/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no file /webroot/" + name);
            }
            var bytes = in.readAllBytes();
            var forReaders = FOR_READERS.get(name);
            return forReaders == null ? bytes : without(forReaders, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] without(Pattern forReaders, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        return forReaders.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortHex(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, 8);
    }
}
