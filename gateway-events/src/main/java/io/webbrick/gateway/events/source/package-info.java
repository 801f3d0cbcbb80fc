/** Where events come from: UDP packets of WebBricks, the clock, a simulated house. */
package io.webbrick.gateway.events.source;
