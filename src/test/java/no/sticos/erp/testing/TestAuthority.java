package no.sticos.erp.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import no.sticos.erp.kernel.PemFiles;

/** An authority that issues certificates to members and products, with the JDK's own keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;
    private final Path certificate;

    /** Makes one; {@code folder} must be there and keeps its files. */
    public TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        keytool(pair(name, name), "-ext", "bc:c");
        this.certificate = pem(name + ".crt", "CERTIFICATE", read(name, false));
    }

    /** A key and a certificate for {@code who} on this machine; whoever holds them trusts this authority. */
    public PemFiles issue(String who) {
        var alias = name + "-" + who;
        keytool(pair(alias, who), "-signer", name, "-ext", "san=ip:127.0.0.1,dns:localhost");
        return new PemFiles(
                pem(alias + ".key", "PRIVATE KEY", read(alias, true)),
                pem(alias + ".crt", "CERTIFICATE", read(alias, false)),
                certificate);
    }

    /** The JDK's form of a key and its certificate. */
    public static KeyManager[] keys(PemFiles files) {
        try {
            var store = store();
            var text = Files.readString(files.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
            var key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
            store.setKeyEntry("own", key, PASSWORD.toCharArray(), new Certificate[] {certificate(files.certificate())});
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK's form of who is trusted. */
    public static TrustManager[] trust(PemFiles files) {
        try {
            var store = store();
            store.setCertificateEntry("trusted", certificate(files.trust()));
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
        try (var stream = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
    }

    private List<String> pair(String alias, String commonName) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // Most of the time of so small a program goes into making it fast.
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + commonName));
    }

    private static void keytool(List<String> command, String... more) {
        command.addAll(List.of(more));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private byte[] read(String alias, boolean key) {
        try {
            var store = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
            return key
                    ? store.getKey(alias, PASSWORD.toCharArray()).getEncoded()
                    : store.getCertificate(alias).getEncoded();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(alias, e);
        }
    }

    private Path pem(String file, String kind, byte[] content) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return Files.writeString(
                    folder.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
