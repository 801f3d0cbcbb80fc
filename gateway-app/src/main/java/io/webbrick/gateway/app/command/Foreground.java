package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.house.House;
import io.webbrick.gateway.app.house.HouseOptions;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a gateway on the command's own thread until it is asked to stop. */
final class Foreground {
    private Foreground() {}

    static int run(HouseOptions options, Surroundings around)
            throws CommandFailure, InterruptedException, IOException {
        Instances instances = Instances.of(around);
        refuseSecond(options.logging().logs(), instances);
        try (House house = House.start(options, instances)) {
            house.awaitStop();
            return 0;
        } catch (ConfigurationException e) {
            throw CommandFailure.usage("the configuration cannot be used and --strict was said: " + e.getMessage()
                    + "; 'gateway check' tells more");
        }
    }

    private static void refuseSecond(@Nullable Path logs, Instances instances) throws CommandFailure {
        Optional<Instance> owner = logs == null ? Optional.empty() : instances.writing(logs);
        if (owner.isPresent()) {
            throw CommandFailure.problem("the log directory " + logs + " belongs to the gateway at "
                    + owner.get().url() + " (process " + owner.get().pid()
                    + "); end it with 'gateway stop --logs " + logs + "' or take another --logs");
        }
    }
}
