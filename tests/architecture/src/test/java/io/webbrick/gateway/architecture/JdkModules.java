package io.webbrick.gateway.architecture;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which module of the JDK a package belongs to. */
final class JdkModules {
    private static final Map<String, String> MODULES = modules();

    private JdkModules() {}

    static Optional<String> of(String packageName) {
        return Optional.ofNullable(MODULES.get(packageName));
    }

    private static Map<String, String> modules() {
        var found = new HashMap<String, String>();
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            for (String name : module.descriptor().packages()) {
                found.put(name, module.descriptor().name());
            }
        }
        return found;
    }
}
