package io.webbrick.gateway.app.tls;

import io.webbrick.gateway.web.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate that a gateway shows, looked for again and again: files that somebody else renews, or a
 * self-made one that is kept beside the accounts, readable by its owner only, and made anew in its last 30 days or when
 * the clock turns out to have been wrong. One thread.
 */
public final class Certificates {
    /** Where a self-made one is kept, beside the configuration. */
    public static final String NAME = "tls-self.pem";

    private static final Duration LAST = Duration.ofDays(30);

    private final TlsOptions options;
    private final List<String> names;
    private final InstantSource clock;
    private final Consumer<String> problems;
    private @Nullable Material shown;

    /**
     * @param names by which a self-made one may be called, and addresses
     * @param problems is told what is not as it should be, once for each certificate
     */
    public Certificates(TlsOptions options, List<String> names, InstantSource clock, Consumer<String> problems) {
        this.options = options;
        this.names = List.copyOf(names);
        this.clock = clock;
        this.problems = problems;
    }

    /**
     * What to show from now on; null when that is what is shown already.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    public @Nullable Tls next() throws IOException {
        Material found = options instanceof TlsOptions.Given files ? given(files) : own((TlsOptions.Self) options);
        Material before = shown;
        if (before != null && before.fingerprint().equals(found.fingerprint())) {
            return null;
        }
        shown = found;
        Instant now = clock.instant();
        if (now.isAfter(found.end()) || now.isBefore(found.begin())) {
            problems.accept("the TLS certificate is good from " + found.begin() + " to " + found.end()
                    + " only, browsers will refuse it; the clock says " + now);
        }
        return found.tls(options instanceof TlsOptions.Self);
    }

    /** What commands of this machine know it by; empty before the first {@link #next}. */
    public String fingerprint() {
        Material now = shown;
        return now == null ? "" : now.fingerprint();
    }

    /** In words for whoever compares it with what a browser shows. */
    public String describe() {
        Material now = shown;
        return now == null
                ? "no TLS certificate"
                : "TLS certificate " + (options instanceof TlsOptions.Self ? "self-made, " : "") + "until " + now.end()
                        + ", SHA-256 " + now.shownFingerprint();
    }

    private static Material given(TlsOptions.Given files) throws IOException {
        String certificates = read(files.certificate());
        String key = read(files.key());
        Material material;
        try {
            material = new Material(Pem.key(key), Pem.certificates(certificates));
        } catch (IOException e) {
            boolean ofKey = String.valueOf(e.getMessage()).contains("key");
            throw new IOException((ofKey ? files.key() : files.certificate()) + " " + e.getMessage(), e);
        }
        if (!material.fits()) {
            throw new IOException("the key in " + files.key() + " is not that of the first certificate in "
                    + files.certificate() + "; --tls-cert and --tls-key must belong together");
        }
        return material;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there; --tls-cert and --tls-key name files in PEM", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Material own(TlsOptions.Self self) throws IOException {
        Material before = shown;
        Material kept = before != null ? before : kept(self.file());
        if (kept != null && isGood(kept)) {
            return kept;
        }
        try {
            Material made = SelfMade.make(names, clock.instant(), new SecureRandom());
            keep(self.file(), made);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private boolean isGood(Material material) {
        Instant now = clock.instant();
        return now.isAfter(material.begin()) && now.isBefore(material.end().minus(LAST));
    }

    private @Nullable Material kept(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Material material = new Material(Pem.key(text), Pem.certificates(text));
            return material.fits() ? material : null;
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException e) {
            problems.accept(file + " " + e.getMessage() + "; another TLS certificate is made");
            return null;
        }
    }

    /** A house must start: one that cannot be kept is good until the next start. */
    private void keep(Path file, Material made) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, ownerOnly(file));
            Files.writeString(fresh, Pem.text(made), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            problems.accept("the TLS certificate cannot be kept in " + file + ", the next start makes another: "
                    + e.getMessage());
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
