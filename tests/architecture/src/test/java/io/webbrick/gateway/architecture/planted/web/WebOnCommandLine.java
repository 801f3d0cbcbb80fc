package io.webbrick.gateway.architecture.planted.web;

import com.google.common.jimfs.Configuration;
import com.password4j.Hash;
import picocli.CommandLine;

/** Planted: the web that sees the libraries of the application. */
record WebOnCommandLine(CommandLine line, Configuration files, Hash password) {}
