/**
 * The numbers of events as rows: read from EventLog's text, or from an index that lies beside each of its files. Text is the
 * truth, an index is derived from it and can be made again; docs/format/series.md tells its bytes.
 */
package io.webbrick.gateway.events.index;
