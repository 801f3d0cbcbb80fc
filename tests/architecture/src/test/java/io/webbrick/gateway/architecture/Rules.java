package io.webbrick.gateway.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The rules besides the import table; each answers with what breaks it, one line a violation. */
final class Rules {
    private static final Set<String> STANDARD_STREAMS = Set.of(
            "java.lang.System.out", "java.lang.System.err", "java.io.FileDescriptor.out", "java.io.FileDescriptor.err");

    private Rules() {}

    /** Packages that use each other in a circle. */
    static List<String> cycles(JavaClasses classes, String base) {
        return SlicesRuleDefinition.slices()
                .matching(base + ".(**)")
                .should()
                .beFreeOfCycles()
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    /** Classes that anybody might extend: neither final, abstract nor sealed. Anonymous classes cannot be extended. */
    static List<String> openClasses(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !type.isInterface() && !type.isAnonymousClass())
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL)
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !sealed(type))
                .map(type -> type.getName() + " is neither final, abstract nor sealed")
                .sorted()
                .toList();
    }

    /** Uses of standard output and standard error outside the classes named. */
    static List<String> standardStreams(JavaClasses classes, Set<String> permitted) {
        return accesses(classes, permitted, access -> {
            String target = access.getTarget().getFullName();
            return STANDARD_STREAMS.contains(target) || target.endsWith(".printStackTrace()");
        });
    }

    /** Calls that put a thread to sleep outside the classes named. */
    static List<String> sleeps(JavaClasses classes, Set<String> permitted) {
        return accesses(
                classes,
                permitted,
                access -> access.getName().equals("sleep")
                        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                .contains(access.getTargetOwner().getName()));
    }

    /** Uses of types that must not be used at all. */
    static List<String> forbiddenTypes(JavaClasses classes, Predicate<String> forbidden) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> forbidden.test(
                        use.getTargetClass().getBaseComponentType().getName()))
                .map(use -> use.getDescription())
                .sorted()
                .toList();
    }

    /** Packages with more public than package-private types, when they have more than three; how many are public. */
    static Map<String, Long> publicPackages(JavaClasses classes, String below) {
        var found = new TreeMap<String, Long>();
        for (String name : packages(classes, below)) {
            List<JavaClass> types = House.topLevel(classes, name);
            long open = types.stream()
                    .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                    .count();
            if (types.size() > 3 && open > types.size() - open) {
                found.put(name, open);
            }
        }
        return found;
    }

    /** The packages at and below this one that hold classes. */
    static Set<String> packages(JavaClasses classes, String below) {
        var found = new TreeSet<String>();
        for (JavaClass type : classes) {
            if ((type.getPackageName() + ".").startsWith(below + ".")) {
                found.add(type.getPackageName());
            }
        }
        return found;
    }

    private static List<String> accesses(JavaClasses classes, Set<String> permitted, Predicate<JavaAccess<?>> wanted) {
        var found = new ArrayList<String>();
        for (JavaClass type : classes) {
            if (!permitted.contains(outermost(type))) {
                type.getAccessesFromSelf().stream()
                        .filter(wanted)
                        .map(JavaAccess::getDescription)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rules::outermost).orElse(type.getName());
    }

    private static boolean sealed(JavaClass type) {
        try {
            return Class.forName(type.getName(), false, Rules.class.getClassLoader())
                    .isSealed();
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(type.getName() + " was found but cannot be loaded", gone);
        }
    }
}
