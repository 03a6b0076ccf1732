/**
 * What Visma's own OpenAPI document says of the answers that the sandbox gives, in a compact form of ours, and a
 * reader that holds an answer against it.
 *
 * <p>The compact form is {@code visma-contract.txt} among the test resources; one line per path and one per
 * property. The document itself is Visma's and is not part of this project.
 */
@NullMarked
package no.sticos.erp.sandbox.contract;

import org.jspecify.annotations.NullMarked;
