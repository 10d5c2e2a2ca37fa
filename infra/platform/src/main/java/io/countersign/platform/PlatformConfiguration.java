package io.countersign.platform;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that both sides stand on. */
@Configuration
@ComponentScan
public class PlatformConfiguration {}
