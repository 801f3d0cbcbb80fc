package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.logging.LoggingOptions;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is started with.
 *
 * @param logging configuration files, log directory, zone, strictness, clock
 * @param udp where to listen for WebBricks; null not at all
 * @param udpNetworks who may send besides this machine
 * @param accounts who may come in over HTTP
 * @param identity who this gateway is
 * @param demoSeed the seed of the simulated house; null for a real one
 */
public record HouseOptions(
        LoggingOptions logging,
        HttpOptions http,
        @Nullable InetSocketAddress udp,
        List<String> udpNetworks,
        AccountsFile accounts,
        GatewayIdFile identity,
        @Nullable Long demoSeed) {
    public HouseOptions {
        udpNetworks = List.copyOf(udpNetworks);
    }
}
