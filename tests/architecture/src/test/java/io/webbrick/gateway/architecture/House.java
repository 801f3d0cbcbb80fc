package io.webbrick.gateway.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The classes that the rules are about. */
final class House {
    /** The package that everything of ours lies below. */
    static final String BASE = "io.webbrick.gateway";

    /** Classes that break each rule on purpose, in the same packages below this one. */
    static final String PLANTED = "io.webbrick.gateway.architecture.planted";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    private House() {}

    /** Every class of every jar of ours on the class path, no tests. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** The planted classes. */
    static JavaClasses planted() {
        return PLANTED_CLASSES;
    }

    /** The top-level classes of one package. */
    static List<JavaClass> topLevel(JavaClasses classes, String packageName) {
        return classes.stream()
                .filter(type -> type.getPackageName().equals(packageName) && type.isTopLevelClass())
                .toList();
    }
}
