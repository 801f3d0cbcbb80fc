package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which files a configuration consists of, asked anew at each load: one may be made, or give way to one of another name,
 * while the process runs. Any thread.
 *
 * <pre>{@code
 * ConfigSources two = ConfigSources.of(List.of(Path.of("conf", "log.cfg"), Path.of("conf", "prod.cfg")));
 * }</pre>
 */
public interface ConfigSources {
    /** Every file that may ever be one of them, there or not, the first one beside what is kept with the configuration. */
    List<Path> candidates();

    /**
     * Those of now in order, later ones override earlier ones.
     *
     * @param inForce those in force; one of them that must not silently stop to count is named though it is gone
     * @throws IOException when nobody can tell, with one line that says what to do
     */
    List<Path> now(List<Path> inForce) throws IOException;

    /** Always the same files. */
    static ConfigSources of(List<Path> files) {
        List<Path> always = List.copyOf(files);
        return new ConfigSources() {
            @Override
            public List<Path> candidates() {
                return always;
            }

            @Override
            public List<Path> now(List<Path> inForce) {
                return always;
            }
        };
    }
}
