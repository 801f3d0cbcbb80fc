package io.webbrick.gateway.app.account;

import io.webbrick.gateway.app.account.Account.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The file of accounts, {@code conf/users}: one line each, readable by its owner only, replaced as a whole so that a
 * crash leaves the old one or the new one. One process changes it at a time: the last writer wins.
 */
public final class AccountsFile {
    /** Its name beside the configuration. */
    public static final String NAME = "users";

    private static final String HEADING =
            "# Accounts of the gateway: change them with `gateway users` and `gateway token`.";

    private final Path file;

    public AccountsFile(Path file) {
        this.file = file;
    }

    /** The file. */
    public Path path() {
        return file;
    }

    /**
     * All accounts in file order; none when there is no file.
     *
     * @throws IOException when it cannot be read or a line is not an account; the message names file and line
     */
    public List<Account> read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        var accounts = new ArrayList<Account>();
        for (int number = 1; number <= lines.size(); number++) {
            try {
                Account account = Account.ofLine(lines.get(number - 1));
                if (account != null) {
                    accounts.add(account);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        file + ":" + number + ": " + e.getMessage() + "; mend or remove the line by hand", e);
            }
        }
        return accounts;
    }

    /** The account of this kind and name. */
    public Optional<Account> find(Kind kind, String name) throws IOException {
        return read().stream().filter(same(kind, name)).findFirst();
    }

    /** Adds the account, or replaces the one of the same kind and name in its place. */
    public void put(Account account) throws IOException {
        var accounts = new ArrayList<>(read());
        Predicate<Account> same = same(account.kind(), account.name());
        for (int i = 0; i < accounts.size(); i++) {
            if (same.test(accounts.get(i))) {
                accounts.set(i, account);
                write(accounts);
                return;
            }
        }
        accounts.add(account);
        write(accounts);
    }

    /** Removes user and token of this name; false when there was neither. */
    public boolean remove(String name) throws IOException {
        var accounts = new ArrayList<>(read());
        boolean found = accounts.removeIf(account -> account.name().equals(name));
        if (found) {
            write(accounts);
        }
        return found;
    }

    private void write(List<Account> accounts) throws IOException {
        var text = new StringBuilder(HEADING).append('\n');
        accounts.forEach(account -> text.append(account.line()).append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly());
        Files.writeString(fresh, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Predicate<Account> same(Kind kind, String name) {
        return account -> account.kind() == kind && account.name().equals(name);
    }
}
