/**
 * Readings over time, made from EventLog's text: scanned ({@link SeriesReader}), sorted into buckets with gaps, and
 * written as JSON, CSV or a finished picture.
 */
package io.webbrick.gateway.events.series;
