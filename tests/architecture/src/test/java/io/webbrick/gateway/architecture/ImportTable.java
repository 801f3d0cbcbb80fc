package io.webbrick.gateway.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may import whom. A room is a module outside gateway-logging, or a package inside it ({@code logging} is its root
 * package). What stands left may use what stands right of {@code >}; behind {@code +} stand libraries and JDK modules
 * besides java.base. Everything else is forbidden.
 */
final class ImportTable {
    /** The table of the design, one room a line. */
    static final String TABLE = """
            app      > web events logging read health record  + picocli jimfs password4j slf4j-api java.net.http
            web      > events logging read health record      + jetty slf4j-api
            events   > logging read record                    + jackson slf4j-api java.net.http
            ship     > logging sink read store health record  + jackson slf4j-api java.net.http
            slf4j    > logging record                         + slf4j-api
            logging  > config stream store sink ring read health record
            config   > stream store sink format ring health record  + jackson
            stream   > sink format store ring health record
            read     > store ring format record
            store    > health
            ring     > health record
            format   > record
            sink     > health record
            record   >
            health   >
            """;

    /** Libraries and the packages by which they are recognised; a library that is not here may be used by nobody. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "com.fasterxml.jackson.", "jackson",
            "org.eclipse.jetty.", "jetty",
            "picocli.", "picocli",
            "com.google.common.jimfs.", "jimfs",
            "com.password4j.", "password4j",
            "org.slf4j.", "slf4j-api",
            "org.jspecify.", "jspecify");

    private static final Set<String> EVERYWHERE = Set.of("java.base", "jspecify");

    private final String base;
    private final Map<String, Set<String>> allowed = new HashMap<>();

    /** The table applied to the packages below {@code base}. */
    ImportTable(String base) {
        this.base = base;
        TABLE.lines().forEach(line -> {
            String[] sides = line.split(">", 2);
            var right = new LinkedHashSet<>(EVERYWHERE);
            for (String name : sides[1].replace('+', ' ').trim().split("\\s+")) {
                right.add(name);
            }
            allowed.put(sides[0].trim(), right);
        });
    }

    /** Every room the table knows. */
    Set<String> rooms() {
        return new TreeSet<>(allowed.keySet());
    }

    /** Every use that the table does not allow, one a line; empty when all is well. */
    List<String> violations(JavaClasses classes) {
        var found = new ArrayList<String>();
        for (JavaClass user : classes) {
            Optional<String> room = room(user);
            if (room.isEmpty()) {
                found.add(user.getName() + " lies in a package that the import table does not know");
                continue;
            }
            for (Dependency use : user.getDirectDependenciesFromSelf()) {
                JavaClass target = use.getTargetClass().getBaseComponentType();
                String wanted = target.isPrimitive() ? "java.base" : nameOf(target);
                if (!wanted.equals(room.get()) && !mayUse(room.get(), wanted)) {
                    found.add(room.get() + " must not use " + wanted + ": " + use.getDescription());
                }
            }
        }
        return found;
    }

    private boolean mayUse(String room, String wanted) {
        Set<String> names = allowed.get(room);
        return names != null && names.contains(wanted);
    }

    /** What the table calls the place of a class: a room, a library, a JDK module, or its package when none fits. */
    private String nameOf(JavaClass target) {
        Optional<String> room = room(target);
        if (room.isPresent()) {
            return room.get();
        }
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            if (target.getName().startsWith(library.getKey())) {
                return library.getValue();
            }
        }
        return JdkModules.of(target.getPackageName()).orElse(target.getPackageName());
    }

    /** The room of a class of ours. */
    private Optional<String> room(JavaClass type) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(base + ".")) {
            return Optional.empty();
        }
        String[] parts = name.substring(base.length() + 1).split("\\.");
        String room = parts[0].equals("logging") && parts.length > 1 ? parts[1] : parts[0];
        return allowed.containsKey(room) ? Optional.of(room) : Optional.empty();
    }
}
