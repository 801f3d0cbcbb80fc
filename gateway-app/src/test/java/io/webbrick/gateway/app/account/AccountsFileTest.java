package io.webbrick.gateway.app.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.web.Accounts.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountsFileTest {
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
    private final Path path = disk.getPath("/work/users");
    private final AccountsFile file = new AccountsFile(path);
    private final Account anna = new Account(Kind.USER, "anna", Role.ADMIN, "$2b$12$x");
    private final Account script = new Account(Kind.TOKEN, "backup", Role.VIEWER, "abc");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void withoutAFileThereIsNobody() throws IOException {
        assertEquals(List.of(), file.read());
    }

    @Test
    void readsWhatWasPut() throws IOException {
        file.put(anna);
        file.put(script);
        assertEquals(List.of(anna, script), file.read());
    }

    @Test
    void onlyTheOwnerMayReadTheHashes() throws IOException {
        file.put(anna);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void replacesInPlace() throws IOException {
        file.put(anna);
        file.put(script);
        var changed = new Account(Kind.USER, "anna", Role.VIEWER, "$2b$12$y");
        file.put(changed);
        assertEquals(List.of(changed, script), file.read());
    }

    @Test
    void aTokenAndAUserMayShareAName() throws IOException {
        var token = new Account(Kind.TOKEN, "anna", Role.VIEWER, "abc");
        file.put(anna);
        file.put(token);
        assertEquals(Optional.of(anna), file.find(Kind.USER, "anna"));
        assertEquals(Optional.of(token), file.find(Kind.TOKEN, "anna"));
    }

    @Test
    void removesByName() throws IOException {
        file.put(anna);
        file.put(script);
        assertTrue(file.remove("backup"));
        assertFalse(file.remove("backup"));
        assertEquals(List.of(anna), file.read());
    }

    @Test
    void readsCommentsAndBlankLinesOver() throws IOException {
        Files.writeString(path, "# note\n\n  user anna admin $2b$12$x  \n", StandardCharsets.UTF_8);
        assertEquals(List.of(anna), file.read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user anna admin", "person anna admin x", "user anna king x", "user -a admin x", "USER a admin x"
            })
    void namesTheLineThatIsNoAccount(String line) throws IOException {
        Files.writeString(path, "# first\n" + line + "\n", StandardCharsets.UTF_8);
        IOException refused = assertThrows(IOException.class, file::read);
        assertTrue(String.valueOf(refused.getMessage()).startsWith("/work/users:2: "), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-x", "a\nuser root admin x", "ä", "a:b"})
    void refusesANameThatCouldBeMistaken(String name) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Account.checkName(name));
        assertFalse(String.valueOf(refused.getMessage()).contains("\n"), refused::toString);
    }
}
