/** Where events come from: UDP packets of WebBricks, the clock, a simulated house. Each source has a thread of its own. */
package io.webbrick.gateway.events.source;
