package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Installation;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place for a gateway whose configuration a test writes, and the one gateway that runs there.
 *
 * @param place empty when the test begins
 */
record ConfiguredHouse(Path place) {
    /** The directory that the shipped configuration is in. */
    static Path shipped() {
        return Path.of(System.getProperty("project.root")).resolve("conf");
    }

    /** The directory that this gateway's configuration is in. */
    Path conf() {
        return place.resolve("conf");
    }

    /** @param logs where its logs are; null leaves that to the configuration */
    House start(@Nullable Path logs) throws Exception {
        return House.start(options(logs), instances());
    }

    HouseOptions options(@Nullable Path logs) {
        Path root = Path.of(System.getProperty("project.root"));
        var logging = new LoggingOptions(
                new Installation(root).sources(conf(), "disk"), logs, null, place, false, InstantSource.system(), null);
        return new HouseOptions(
                logging,
                new HttpOptions("127.0.0.1", 0, List.of()),
                null,
                List.of(),
                new AccountsFile(place.resolve(AccountsFile.NAME)),
                new GatewayIdFile(place.resolve(GatewayIdFile.NAME)),
                null);
    }

    private Instances instances() {
        return Instances.of(new Surroundings(
                place,
                place,
                "user",
                Map.of("GATEWAY_RUN_DIR", place.resolve("run").toString()),
                new ByteArrayInputStream(new byte[0]),
                false,
                question -> null,
                InstantSource.system()));
    }

    Instance only() {
        List<Instance> alive = instances().alive();
        assertEquals(1, alive.size());
        return alive.get(0);
    }

    GatewayClient client() {
        return new GatewayClient(only().url(), Optional.of(only().token()));
    }
}
