/**
 * What the benches share: a Visma that only plays back, COPY as the measure of what the machine can do, CPU time of
 * process trees, the report, and Apache Camel as the peer. How to run them and how to read them: {@code
 * src/docs/bench.md}.
 */
@NullMarked
package no.sticos.erp.bench;

import org.jspecify.annotations.NullMarked;
