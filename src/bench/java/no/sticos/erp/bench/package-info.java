/**
 * What the benches share: a Visma that only plays back, COPY as the measure of what the machine can do, CPU time of
 * process trees, and the report. {@code mvn verify -Pbench} runs them; a figure is a ratio of two things that were
 * measured in one run.
 */
@NullMarked
package no.sticos.erp.bench;

import org.jspecify.annotations.NullMarked;
