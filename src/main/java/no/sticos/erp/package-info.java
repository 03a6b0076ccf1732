/**
 * The top of the house: the process, its commands, and the wiring.
 *
 * <p>{@link no.sticos.erp.Main} reads the command, and each command is a class; {@code Settings} reads {@code
 * conf/} and the environment (nobody else does); {@code EventsRoom}, {@code ConnectRoom}, {@code SyncRoom}, {@code
 * WebRoom} and {@code Rounds} put the rooms together by plain constructors, {@code Gateway} starts them in order;
 * {@code Service} is a gateway in operation, with its operators' port.
 * Only here may the adapter {@code erp.visma} and the {@code sandbox} be named.
 */
@NullMarked
package no.sticos.erp;

import org.jspecify.annotations.NullMarked;
