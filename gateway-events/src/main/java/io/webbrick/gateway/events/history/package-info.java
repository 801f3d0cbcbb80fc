/** EventLog read back: typed events over all files of the stream, and what a replay of old files still has to add. */
package io.webbrick.gateway.events.history;
