package io.webbrick.gateway.app.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.Accounts.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HouseAccountsTest {
    private static final String PASSWORD = "a horse called Staple";
    /** Cost 4, which bcrypt checks in a millisecond; what the product makes itself costs 12. */
    private static final String HASH =
            BcryptFunction.getInstance(Bcrypt.B, 4).hash(PASSWORD).getResult();

    private static final String OTHER_HASH = BcryptFunction.getInstance(Bcrypt.B, 4)
            .hash("another long password")
            .getResult();

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path path = disk.getPath("/work/users");
    private final AccountsFile file = new AccountsFile(path);
    private final List<String> problems = new ArrayList<>();
    private final HouseAccounts accounts =
            new HouseAccounts(file, ManualClock.at("2026-11-21T05:20:00Z"), problems::add);

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void withoutAFileThereIsNobody() {
        assertFalse(accounts.any());
        assertEquals(Optional.empty(), accounts.verify("anna", PASSWORD));
        assertEquals(Optional.empty(), accounts.verifyToken("anything"));
        assertEquals(List.of(), problems);
    }

    @Test
    void letsTheRightPasswordIn() throws IOException {
        file.put(new Account(Kind.USER, "anna", Role.ADMIN, HASH));
        assertTrue(accounts.any());
        assertEquals(Optional.of(Role.ADMIN), accounts.verify("anna", PASSWORD));
        assertEquals(Optional.empty(), accounts.verify("anna", PASSWORD + "s"));
        assertEquals(Optional.empty(), accounts.verify("Anna", PASSWORD));
    }

    @Test
    void aRememberedPasswordStopsWorkingWhenItIsChanged() throws IOException {
        file.put(new Account(Kind.USER, "anna", Role.ADMIN, HASH));
        assertEquals(Optional.of(Role.ADMIN), accounts.verify("anna", PASSWORD));
        file.put(new Account(Kind.USER, "anna", Role.ADMIN, OTHER_HASH));
        touch(1);
        assertEquals(Optional.empty(), accounts.verify("anna", PASSWORD));
    }

    @Test
    void seesAnAccountThatIsAddedWhileItRuns() throws IOException {
        assertFalse(accounts.any());
        file.put(new Account(Kind.USER, "anna", Role.VIEWER, HASH));
        assertTrue(accounts.any());
    }

    @Test
    void anUnknownNameCostsACheckAsAKnownOneDoes() throws IOException {
        var checked = new ArrayList<String>();
        var watched =
                new HouseAccounts(file, ManualClock.at("2026-11-21T05:20:00Z"), problems::add, (password, hash) -> {
                    checked.add(password + " " + hash);
                    return false;
                });
        file.put(new Account(Kind.USER, "anna", Role.ADMIN, HASH));
        file.put(new Account(Kind.TOKEN, "backup", Role.VIEWER, Tokens.hash("any")));
        for (String name : List.of("anna", "nobody", "backup", "")) {
            assertEquals(Optional.empty(), watched.verify(name, "guess"));
        }
        assertEquals(4, checked.size(), checked::toString);
        assertEquals("guess " + HASH, checked.get(0));
        String decoy = checked.get(1).substring("guess ".length());
        assertEquals(List.of("guess " + decoy, "guess " + decoy), checked.subList(2, 4));
        assertTrue(decoy.startsWith("$2b$12$"), "as costly as what the product makes: " + decoy);
        assertFalse(BcryptFunction.getInstanceFromHash(decoy).check("guess", decoy), "it can be checked to its end");
    }

    @Test
    void keepsTheAccountsWhenTheFileBreaksAndSaysSoOnce() throws IOException {
        file.put(new Account(Kind.USER, "anna", Role.VIEWER, HASH));
        assertTrue(accounts.any());
        Files.writeString(path, "nonsense\n", StandardCharsets.UTF_8);
        touch(1);
        assertTrue(accounts.any());
        assertTrue(accounts.any());
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("/work/users:1"), problems::toString);
    }

    @Test
    void letsATokenInAndNotItsHash() throws IOException {
        String token = Tokens.make(new SecureRandom());
        file.put(new Account(Kind.TOKEN, "backup", Role.VIEWER, Tokens.hash(token)));
        assertEquals(Optional.of(new Script("backup", Role.VIEWER)), accounts.verifyToken(token));
        assertEquals(Optional.empty(), accounts.verifyToken(Tokens.hash(token)));
        assertEquals(Optional.empty(), accounts.verify("backup", token));
    }

    @Test
    void aHashThatIsNoHashMatchesNothing() throws IOException {
        file.put(new Account(Kind.USER, "anna", Role.ADMIN, "plain"));
        assertEquals(Optional.empty(), accounts.verify("anna", "plain"));
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        String first = Passwords.hash(PASSWORD);
        assertNotEquals(first, Passwords.hash(PASSWORD));
        assertTrue(first.startsWith("$2b$12$"), first);
    }

    @Test
    void refusesAPasswordThatIsTooShortOrLongerThanTheHashLooksAt() {
        assertThrows(IllegalArgumentException.class, () -> Passwords.hash("123456789"));
        assertThrows(IllegalArgumentException.class, () -> Passwords.hash("ä".repeat(37)));
        assertTrue(Passwords.matches("ä".repeat(36), Passwords.hash("ä".repeat(36))));
    }

    @Test
    void tokensDiffer() {
        var random = new SecureRandom();
        assertNotEquals(Tokens.make(random), Tokens.make(random));
    }

    private void touch(int seconds) throws IOException {
        FileTime now = Files.getLastModifiedTime(path);
        Files.setLastModifiedTime(path, FileTime.fromMillis(now.toMillis() + seconds * 1_000L));
    }
}
