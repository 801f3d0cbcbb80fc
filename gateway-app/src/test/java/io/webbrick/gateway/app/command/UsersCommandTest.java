package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.account.HouseAccounts;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.Accounts.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsersCommandTest {
    private static final String PASSWORD = "a horse called Staple";

    @TempDir
    Path home;

    @BeforeEach
    void makeConf() throws IOException {
        Files.createDirectories(home.resolve("conf"));
    }

    @Test
    void theFirstAccountIsAnAdminAndTheNextAViewer() {
        add("anna");
        add("bert");
        Harness.Answer list = run("users", "list");
        assertEquals(List.of("NAME  KIND  ROLE", "anna  user  admin", "bert  user  viewer"), list.lines());
    }

    @Test
    void thePasswordThatWasPipedInOpensTheDoor() {
        add("anna");
        assertEquals(Optional.of(Role.ADMIN), accounts().verify("anna", PASSWORD));
    }

    @Test
    void thePasswordIsNowhereInTheFile() throws IOException {
        add("anna");
        String text = Files.readString(home.resolve("conf").resolve("users"), StandardCharsets.UTF_8);
        assertFalse(text.contains("horse"), text);
    }

    @Test
    void thePasswordMayBeTypedTwice() {
        Harness.Answer answer = new Harness(home).types(PASSWORD, PASSWORD).run("users", "add", "anna");
        assertEquals(0, answer.status(), answer::err);
        assertEquals(Optional.of(Role.ADMIN), accounts().verify("anna", PASSWORD));
    }

    @Test
    void passwordsThatDifferMakeNoAccount() {
        Harness.Answer answer =
                new Harness(home).types(PASSWORD, PASSWORD + "s").run("users", "add", "anna");
        assertEquals(2, answer.status());
        assertFalse(Files.exists(home.resolve("conf").resolve("users")));
    }

    @Test
    void withoutATerminalItSaysHowToPipeThePassword() {
        Harness.Answer answer = run("users", "add", "anna");
        assertEquals(2, answer.status());
        assertTrue(answer.err().contains("--password-stdin"), answer::err);
    }

    @Test
    void aShortPasswordIsRefused() {
        Harness.Answer answer = new Harness(home).input("short\n").run("users", "add", "anna", "--password-stdin");
        assertEquals(2, answer.status());
        assertTrue(answer.err().contains("at least 10"), answer::err);
    }

    @Test
    void anAccountIsNotAddedTwice() {
        add("anna");
        Harness.Answer answer = add("anna");
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("users passwd anna"), answer::err);
    }

    @Test
    void aChangedPasswordReplacesTheOldOneAndKeepsTheRole() {
        add("anna");
        Harness.Answer answer =
                new Harness(home).input("a different horse\n").run("users", "passwd", "anna", "--password-stdin");
        assertEquals(0, answer.status(), answer::err);
        assertEquals(Optional.of(Role.ADMIN), accounts().verify("anna", "a different horse"));
        assertEquals(Optional.empty(), accounts().verify("anna", PASSWORD));
    }

    @Test
    void changingAPasswordOfNobodySaysHowToMakeTheAccount() {
        Harness.Answer answer = run("users", "passwd", "nobody");
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("users add nobody"), answer::err);
    }

    @Test
    void removesAnAccountOnce() {
        add("anna");
        assertEquals(0, run("users", "remove", "anna").status());
        assertEquals(1, run("users", "remove", "anna").status());
    }

    @Test
    void listsAsJson() {
        assertEquals(List.of("[]"), run("users", "list", "--json").lines());
        add("anna");
        assertEquals(
                List.of("[{\"name\":\"anna\",\"kind\":\"user\",\"role\":\"admin\"}]"),
                run("users", "list", "--json").lines());
    }

    @Test
    void aTokenIsShownOnceAndOpensTheDoor() throws IOException {
        Harness.Answer answer = run("token", "backup", "--role", "admin");
        assertEquals(0, answer.status(), answer::err);
        String token = answer.out().trim();
        assertEquals(Optional.of(Role.ADMIN), accounts().verifyToken(token).map(Script::role));
        assertFalse(Files.readString(home.resolve("conf").resolve("users"), StandardCharsets.UTF_8)
                .contains(token));
    }

    @Test
    void aNewTokenOfTheSameNameEndsTheOldOne() {
        String old = run("token", "backup").out().trim();
        String fresh = run("token", "backup").out().trim();
        assertEquals(Optional.empty(), accounts().verifyToken(old).map(Script::role));
        assertEquals(Optional.of(Role.VIEWER), accounts().verifyToken(fresh).map(Script::role));
    }

    @Test
    void anotherDirectoryCanBeNamed() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        Harness.Answer answer = new Harness(home)
                .input(PASSWORD + "\n")
                .run("users", "add", "anna", "--password-stdin", "--conf", other.toString());
        assertEquals(0, answer.status(), answer::err);
        assertTrue(Files.exists(other.resolve("users")));
    }

    private Harness.Answer add(String name) {
        return new Harness(home).input(PASSWORD + "\n").run("users", "add", name, "--password-stdin");
    }

    private Harness.Answer run(String... args) {
        return new Harness(home).run(args);
    }

    private HouseAccounts accounts() {
        var file = new AccountsFile(home.resolve("conf").resolve("users"));
        return new HouseAccounts(file, ManualClock.at("2026-11-21T05:20:00Z"), problem -> {});
    }
}
