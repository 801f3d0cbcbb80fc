package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.house.House;
import io.webbrick.gateway.app.house.HouseOptions;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.ConfigurationException;
import java.io.IOException;

/** Runs a gateway on the command's own thread until it is asked to stop. */
final class Foreground {
    private Foreground() {}

    static int run(HouseOptions options, Surroundings around) throws CommandFailure, InterruptedException, IOException {
        try (House house = House.start(options, Instances.of(around))) {
            house.awaitStop();
            return 0;
        } catch (ConfigurationException e) {
            throw CommandFailure.usage("the configuration cannot be used and --strict was said: " + e.getMessage()
                    + "; 'gateway check' tells more");
        }
    }
}
